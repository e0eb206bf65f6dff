import type { Outcome } from '../behaviour.ts';
import { StatusCallbacks, type TwilioAccount } from './context.ts';
import { Conversation } from './conversation.ts';
import { lowerCaseNames } from './messages.ts';
import { callFault } from './parameters.ts';
import { newCall, rfc2822, type Resource, type ResourceList } from './resources.ts';
import type { Kind } from './submission.ts';

/** Voice: accepted, then initiated → ringing → answered → completed; what is said goes into the inbox. */
export function callKind(account: TwilioAccount, calls: ResourceList): Kind {
  return {
    channel: 'voice',
    fault: callFault,
    accept: (form) => {
      const call = newCall(account.sid, form);
      calls.add(call);
      account.afterwards(() => new CallProgress(account, call, form).run());
      return call;
    },
  };
}

const NOT_ANSWERED = ['busy', 'no-answer', 'failed'];

/** One call from the first ring to the end. */
class CallProgress {
  private readonly outcome: Outcome;
  private readonly callbacks: StatusCallbacks;
  private readonly events: string[];
  private sequence = 0;

  private readonly account: TwilioAccount;
  private readonly call: Resource;
  private readonly form: Record<string, string>;

  constructor(account: TwilioAccount, call: Resource, form: Record<string, string>) {
    this.account = account;
    this.call = call;
    this.form = form;
    this.outcome = account.behaviour.outcome('voice', call.to);
    this.callbacks = new StatusCallbacks(account, form['StatusCallback'], this.outcome.callbacks);
    this.events = (form['StatusCallbackEvent'] ?? 'completed').split(/[\s,]+/);
  }

  async run(): Promise<void> {
    await this.enter('initiated', 'initiated');
    if (!this.isOver()) await this.enter('ringing', 'ringing');
    if (this.isOver()) return this.end(this.call.status); // ended through the API while it rang
    const { result = 'human' } = this.outcome;
    if (NOT_ANSWERED.includes(result)) return this.end(result);
    this.call['start_time'] = rfc2822(new Date());
    this.call['answered_by'] = this.answeredBy() ?? null;
    await this.enter('answered', 'in-progress');
    await this.talk();
    await this.end('completed');
  }

  private async talk(): Promise<void> {
    const answeredBy = this.answeredBy();
    const isAsync = this.form['AsyncAmd'] === 'true';
    if (isAsync && answeredBy !== undefined && this.form['AsyncAmdStatusCallback'] !== undefined) {
      await this.account.request(this.form['AsyncAmdStatusCallback'], {
        ...this.parameters(),
        AnsweredBy: answeredBy,
      });
    }
    const known = { ...this.parameters(), ...(!isAsync && answeredBy && { AnsweredBy: answeredBy }) };
    const conversation = new Conversation(
      this.account,
      known,
      this.outcome.keys ?? '',
      this.form['FallbackUrl'],
    );
    const text = await conversation.hold(this.form['Url'], this.form['Method'], this.form['Twiml']);
    const headers = lowerCaseNames(this.form, ['To', 'From']);
    const { to, from } = this.call;
    this.account.inbox.add({
      channel: 'voice',
      to,
      from,
      text,
      headers: { ...headers, answeredby: answeredBy ?? '' },
    });
  }

  /** Only a call that asked for it is told who answered. */
  private answeredBy(): string | undefined {
    const detection = this.form['MachineDetection'];
    if (detection === undefined) return undefined;
    if (this.outcome.result !== 'machine') return 'human';
    return detection === 'DetectMessageEnd' ? 'machine_end_beep' : 'machine_start';
  }

  private async enter(event: string, status: string): Promise<void> {
    await this.account.wait();
    if (!this.isOver()) this.call.status = status === 'initiated' ? 'queued' : status;
    await this.tell(event, status);
  }

  private async end(status: string): Promise<void> {
    await this.account.wait();
    this.call.status = this.isOver() ? this.call.status : status;
    this.call['end_time'] = rfc2822(new Date());
    this.call['duration'] = status === 'completed' ? '12' : '0';
    await this.tell('completed', this.call.status);
    await this.callbacks.finish();
  }

  private async tell(event: string, status: string): Promise<void> {
    this.call['date_updated'] = rfc2822(new Date());
    if (!this.events.includes(event)) return;
    const answeredBy = this.call['answered_by'] as string | null;
    await this.callbacks.post({
      ...this.parameters(),
      CallStatus: status,
      CallbackSource: 'call-progress-events',
      SequenceNumber: String(this.sequence++),
      Timestamp: rfc2822(new Date()),
      ...(answeredBy !== null && { AnsweredBy: answeredBy }),
      ...(event === 'completed' && { CallDuration: String(this.call['duration']) }),
    });
  }

  private isOver(): boolean {
    return ['canceled', 'completed'].includes(this.call.status);
  }

  private parameters(): Record<string, string> {
    const { to, from, sid } = this.call;
    const numbers = { To: to, Called: to, From: from, Caller: from };
    return {
      ...numbers,
      CallSid: sid,
      AccountSid: this.account.sid,
      ApiVersion: '2010-04-01',
      Direction: 'outbound-api',
      CallStatus: 'in-progress',
    };
  }
}
