import { inject, Service } from '@angular/core';
import type {
  Passkey,
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyList,
  PasskeyRequestOptions,
  RecoveryCodes,
  Session,
} from '@daiko/contracts';
import { ApiClient, ApiProblem, SessionStore } from '@daiko/client-session';
import { askDevice, fillsIn, forgetOnDevice, makeOnDevice, stopAsking } from './device';

/** Where a passkey is asked for, and where the answer goes. */
type Route = '/passkey-sign-ins' | '/passkey-step' | '/session/passkey-step-up';

/** Shorter than the five minutes of a challenge, in milliseconds. */
const ASKED_ANEW_AFTER = 4 * 60_000;
/** A page that lies open for longer has nobody before it. */
const ASKED_AT_MOST = 8;

/** The routes of passkeys, and the device beside them. */
@Service()
export class PasskeyClient {
  private readonly api = inject(ApiClient);
  private readonly sessions = inject(SessionStore);
  /** A dialogue of the browser's is open, which a second question would close. */
  private isAsking = false;
  /** Whose passkeys were asked for last. */
  private rpId = '';

  list(): Promise<PasskeyList> {
    return this.api.get('/passkeys');
  }

  /** Has the device make one, and adds it. */
  async add(): Promise<Passkey> {
    const options = await this.api.post<PasskeyCreationOptions>('/passkeys/options');
    return this.api.post('/passkeys', await makeOnDevice(options));
  }

  rename(id: string, name: string): Promise<Passkey> {
    return this.api.post(`/passkeys/${id}/name`, { name });
  }

  remove(id: string): Promise<void> {
    return this.api.delete(`/passkeys/${id}`);
  }

  /** From then on the password alone opens nothing. @returns the recovery codes, this once */
  requirePasskeys(): Promise<RecoveryCodes> {
    return this.api.post('/passkeys/requirement');
  }

  stopRequiring(): Promise<void> {
    return this.api.delete('/passkeys/requirement');
  }

  /** The codes from before end. */
  renewRecoveryCodes(): Promise<RecoveryCodes> {
    return this.api.post('/passkeys/recovery-codes');
  }

  /** In place of the passkey, after the password. */
  async useRecoveryCode(code: string): Promise<void> {
    this.sessions.take(await this.api.post<Session>('/passkey-step/recovery-code', { code }));
  }

  /** In place of the password, after it, or again before something is changed. */
  async use(route: Route): Promise<void> {
    this.isAsking = true;
    try {
      const options = await this.ask(route);
      await this.send(route, await askDevice(options));
    } finally {
      this.isAsking = false;
    }
  }

  /**
   * Offers passkeys among what the browser fills in at the login ID, and asks anew before the question is over.
   * @returns what was chosen; nothing where the browser does not do it, or was asked for something else meanwhile
   */
  async offer(): Promise<PasskeyAssertion | undefined> {
    if (!(await fillsIn())) return undefined;
    for (let time = 0; time < ASKED_AT_MOST; time++) {
      const options = await this.ask('/passkey-sign-ins');
      if (this.isAsking) return undefined;
      const answer = await askDevice(options, ASKED_ANEW_AFTER);
      if (answer !== 'unanswered') return answer;
    }
    return undefined;
  }

  /** What was chosen among what the browser fills in. */
  choose(assertion: PasskeyAssertion): Promise<void> {
    return this.send('/passkey-sign-ins', assertion);
  }

  /** Nothing is offered any more: the page is left. */
  stop(): void {
    stopAsking();
  }

  /** Back from the second step to the login page. */
  goBack(): Promise<void> {
    return this.api.delete('/passkey-step');
  }

  private async ask(route: Route): Promise<PasskeyRequestOptions> {
    const options = await this.api.post<PasskeyRequestOptions>(`${route}/options`);
    this.rpId = options.rpId;
    return options;
  }

  /** A passkey that is not on file any more is not offered again. */
  private async send(route: Route, assertion: PasskeyAssertion): Promise<void> {
    try {
      this.sessions.take(await this.api.post<Session>(route, assertion));
    } catch (error) {
      if (ApiProblem.is(error, 'passkey.unknown')) await forgetOnDevice(this.rpId, assertion.credentialId);
      throw error;
    }
  }
}
