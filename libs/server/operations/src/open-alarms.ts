import { CHANNELS, type Alarm, type AlarmSubject, type ChannelHealth } from '@daiko/contracts';
import type { BudgetScope, Alarm as RaisedAlarm } from '@daiko/server-notification';

/** Seconds after which a waiting PIN counts as late: after 15 minutes it is useless. */
const PIN_LATE = 30;

/** Current problems: late PINs as measured now, and alarms that a process raised and that are not cleared. */
export function alarmsOf(
  channels: readonly ChannelHealth[],
  raised: readonly RaisedAlarm[],
  now: Date,
): Alarm[] {
  const late = channels.flatMap((health) => lateAlarm(health, now));
  const isMeasured = ({ name, subject }: RaisedAlarm) =>
    name === 'delivery.late' && late.some(({ channel }) => channel === subject);
  return [...late, ...raised.filter((alarm) => alarm.clearedAt === null && !isMeasured(alarm)).map(toAlarm)];
}

function lateAlarm({ channel, oldestPinSeconds: seconds }: ChannelHealth, now: Date): Alarm[] {
  if (seconds === null || seconds <= PIN_LATE) return [];
  const since = new Date(now.getTime() - (seconds - PIN_LATE) * 1_000).toISOString();
  return [{ code: 'pin_late', channel, subject: null, since, seconds }];
}

function toAlarm({ name, subject, raisedAt }: RaisedAlarm): Alarm {
  const parts = subject.split('/');
  const channel = CHANNELS.find((one) => parts.includes(one)) ?? null;
  const [first = '', id = ''] = parts.filter((part) => part !== channel);
  return {
    code: name,
    channel,
    subject: SUBJECTS[name](first, id),
    since: raisedAt.toISOString(),
    seconds: null,
  };
}

/** The meaning of a stored subject without its channel, such as `prefix/+81900007`. */
const SUBJECTS: Record<RaisedAlarm['name'], (first: string, id: string) => AlarmSubject | null> = {
  'provider.open': (slot) => ({ scope: 'provider', id: slot }),
  'pepper.missing': (key) => ({ scope: 'key', id: key }),
  'budget.spent': (scope, id) => ({ scope: BUDGET_SCOPES[scope as BudgetScope], id }),
  'sign_in.spraying': (scope, id) => ({ scope: scope === 'all' ? 'all' : 'address', id }),
  'pin.guessing': () => ({ scope: 'all', id: '' }),
  'delivery.late': () => null,
  'import.unforeseen': () => null,
};

const BUDGET_SCOPES = { prefix: 'block', dealer: 'dealer', all: 'all' } as const satisfies Record<
  BudgetScope,
  AlarmSubject['scope']
>;
