import type { Channel, InboxMessage } from '../stand-ins/inbox.ts';
import type { StandIns } from '../stand-ins/stand-ins.ts';
import { inboxOf, submissionsOf } from '../stand-ins/testing.ts';
import type { Person } from './person.ts';

/** A PIN that the API said is on its way. */
export interface Promised {
  person: Person;
  channel: Channel;
}

/** What came of what was promised. */
export interface Verdict {
  promised: number;
  arrived: number;
  missing: number;
  /** Messages beyond the first to a person. */
  duplicates: number;
  /** Duplicates that say anything else than the first, or that a mail program would show twice. */
  different: number;
  /** The first PIN that reached each, to be typed. */
  pins: Map<Person, string>;
}

/** Holds what people received against what they were promised: everything arrives, and what arrives twice is the same. */
export async function judge(standIns: StandIns, promises: readonly Promised[]): Promise<Verdict> {
  const { submissions } = await submissionsOf(standIns);
  const verdict: Verdict = {
    promised: 0,
    arrived: 0,
    missing: 0,
    duplicates: 0,
    different: 0,
    pins: new Map(),
  };
  for (const { person, channel } of promises) {
    const to = person.addressOf(channel);
    const received = await inboxOf(standIns, `channel=${channel}&to=${encodeURIComponent(to)}`);
    const [first, ...others] = received.filter(({ pin }) => pin !== undefined);
    const taken = submissions.filter(
      (one) => one.to === to && one.channel === channel && one.result === 'accepted',
    );
    verdict.promised += 1;
    verdict.arrived += first ? 1 : 0;
    verdict.missing += first ? 0 : 1;
    // Counted where they are taken: a second call would be heard only after a while.
    verdict.duplicates += Math.max(0, taken.length - 1);
    verdict.different += others.filter((other) => first && fingerprint(other) !== fingerprint(first)).length;
    if (first?.pin !== undefined) verdict.pins.set(person, first.pin);
  }
  return verdict;
}

/** What makes two messages one to their receiver. */
function fingerprint({ text, subject, headers }: InboxMessage): string {
  return JSON.stringify([text, subject, headers['message-id']]);
}
