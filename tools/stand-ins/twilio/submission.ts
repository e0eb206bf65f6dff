import { setTimeout as delay } from 'node:timers/promises';
import type { Plan } from '../behaviour.ts';
import type { Call, Reply } from '../http-server.ts';
import type { TwilioAccount } from './context.ts';
import { fault, usualCode } from './fault.ts';
import { readForm } from './parameters.ts';
import type { Resource } from './resources.ts';

/** One kind of thing that can be created: a message or a call. */
export interface Kind {
  channel: 'sms' | 'voice';
  fault(form: Record<string, string>): Reply;
  /** Creates it and lets it take its course. */
  accept(form: Record<string, string>): Resource;
}

/** Takes, refuses or withholds the answer, as planned. */
export async function submit(account: TwilioAccount, kind: Kind, call: Call): Promise<Reply> {
  const form = readForm(call.body);
  const to = form['To'] ?? '';
  const plan = account.behaviour.next(kind.channel, to, account.provider);
  const note = (result: string, sid?: string) =>
    account.ledger.submitted({
      channel: kind.channel,
      to,
      provider: account.provider,
      result,
      parameters: form,
      ...(sid && { sid }),
    });
  if (plan.mode === 'hang') {
    note('hang');
    return new Promise(() => undefined);
  }
  const refusal = plan.mode === 'refuse' ? refuse(plan) : kind.fault(form);
  if (refusal) {
    note(`refused ${refusal.status}`);
    return refusal;
  }
  const resource = kind.accept(form);
  const answer: Reply = { status: 201, body: { ...resource } };
  note('accepted', resource.sid);
  return withhold(account, plan, call, answer);
}

function refuse(plan: Plan): Reply {
  const status = plan.status ?? 500;
  return fault(status, plan.code ?? usualCode(status));
}

async function withhold(account: TwilioAccount, plan: Plan, call: Call, answer: Reply): Promise<Reply> {
  if (plan.mode === 'slow') await delay(plan.milliseconds ?? 3_000);
  if (plan.mode === 'hold') await account.behaviour.hold();
  if (plan.mode !== 'drop') return answer;
  call.cut();
  return undefined;
}
