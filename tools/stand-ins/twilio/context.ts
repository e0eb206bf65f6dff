import { setTimeout as delay } from 'node:timers/promises';
import type { Behaviour, Provider } from '../behaviour.ts';
import type { Inbox } from '../inbox.ts';
import type { Ledger } from '../ledger.ts';
import { twilioSignature } from './signature.ts';

/** Twilio gives up on a webhook after this time, in milliseconds. */
const WEBHOOK_TIMEOUT = 15_000;

/** Who an account is, and which of the system's providers. */
export interface AccountPlan {
  sid: string;
  authToken: string;
  provider: Provider;
  /** Milliseconds between two steps of a message or call. */
  step: number;
}

/** What messages and calls share: one account, its inbox, and the way back to the system. */
export class TwilioAccount {
  private readonly ending = new AbortController();

  readonly sid: string;
  readonly provider: Provider;
  private readonly authToken: string;
  readonly inbox: Inbox;
  readonly behaviour: Behaviour;
  readonly ledger: Ledger;
  private readonly step: number;

  constructor(plan: AccountPlan, inbox: Inbox, behaviour: Behaviour, ledger: Ledger) {
    this.sid = plan.sid;
    this.provider = plan.provider;
    this.authToken = plan.authToken;
    this.inbox = inbox;
    this.behaviour = behaviour;
    this.ledger = ledger;
    this.step = plan.step;
  }

  /** True for the Basic credentials of this account. */
  isAuthorized(authorization: string | undefined): boolean {
    return authorization === `Basic ${Buffer.from(`${this.sid}:${this.authToken}`).toString('base64')}`;
  }

  /** Time passes between two steps. Rejects when the stand-ins stop. */
  async wait(): Promise<void> {
    await delay(this.step, undefined, { signal: this.ending.signal });
  }

  /** A signed request to the system. @returns status 0 when it could not be reached */
  async request(
    url: string,
    parameters: Record<string, string>,
    method = 'POST',
  ): Promise<{ status: number; text: string }> {
    const isGet = method.toUpperCase() === 'GET';
    const target = new URL(url);
    if (isGet) for (const [name, value] of Object.entries(parameters)) target.searchParams.set(name, value);
    const address = isGet ? target.href : url;
    const answer = await this.exchange(address, isGet ? undefined : parameters);
    this.ledger.calledBack({ url, parameters, status: answer.status });
    return answer;
  }

  private async exchange(
    url: string,
    form: Record<string, string> | undefined,
  ): Promise<{ status: number; text: string }> {
    const signal = AbortSignal.any([this.ending.signal, AbortSignal.timeout(WEBHOOK_TIMEOUT)]);
    const headers = {
      'x-twilio-signature': twilioSignature(this.authToken, url, form ?? {}),
      'user-agent': 'TwilioProxy/1.1',
    };
    const body = form && new URLSearchParams(form);
    try {
      const response = await fetch(url, {
        method: form ? 'POST' : 'GET',
        headers,
        body: body ?? null,
        signal,
      });
      return { status: response.status, text: await response.text() };
    } catch {
      return { status: 0, text: '' }; // Twilio notes that nobody answered and goes on
    }
  }

  /** Runs what happens after the answer; stopping the stand-ins ends it. */
  afterwards(progress: () => Promise<void>): void {
    progress().catch((error: unknown) => {
      if (!this.ending.signal.aborted) console.error('stand-ins:', error);
    });
  }

  stop(): void {
    this.ending.abort();
  }
}

/** Posts the status callbacks of one message or call: in order, each twice, or the last first. */
export class StatusCallbacks {
  private readonly waiting: Record<string, string>[] = [];

  private readonly account: TwilioAccount;
  private readonly url: string | undefined;
  private readonly order: 'once' | 'twice' | 'reversed';

  constructor(
    account: TwilioAccount,
    url: string | undefined,
    order: 'once' | 'twice' | 'reversed' = 'once',
  ) {
    this.account = account;
    this.url = url;
    this.order = order;
  }

  async post(parameters: Record<string, string>): Promise<void> {
    if (this.url === undefined) return;
    if (this.order === 'reversed') {
      this.waiting.unshift(parameters);
      return;
    }
    await this.account.request(this.url, parameters);
    if (this.order === 'twice') await this.account.request(this.url, parameters);
  }

  /** Posts what `reversed` has kept back. */
  async finish(): Promise<void> {
    for (const parameters of this.waiting.splice(0)) await this.account.request(this.url ?? '', parameters);
  }
}
