import { CHANNELS, type Alarm, type Channel, type ChannelHealth } from '@daiko/contracts';
import type { Alarm as RaisedAlarm } from '@daiko/server-notification';

/** A PIN that has waited longer than this many seconds is late: after 15 minutes it is useless. */
const PIN_LATE = 30;

/** What is wrong now: late PINs as they are measured, and what the processes raised and nothing cleared. */
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
  return [{ code: 'pin_late', channel, subject: '', since, seconds }];
}

/** `sms/second` is about a channel, `dealer/01058734` about something else. */
function toAlarm({ name, subject, raisedAt }: RaisedAlarm): Alarm {
  const parts = subject.split('/');
  const channel = CHANNELS.find((one) => parts.includes(one)) ?? null;
  const rest = parts.filter((part) => part !== (channel satisfies Channel | null)).join('/');
  return { code: name, channel, subject: rest, since: raisedAt.toISOString(), seconds: null };
}
