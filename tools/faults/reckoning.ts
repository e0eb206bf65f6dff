import type { InboxMessage } from '../stand-ins/inbox.ts';
import type { Submission } from '../stand-ins/ledger.ts';
import { inboxOf, submissionsOf } from '../stand-ins/testing.ts';
import { seconds } from './figures.ts';
import type { Strike } from './nemesis.ts';
import type { Person } from './person.ts';
import type { Rig } from './rig.ts';

/** A message that took part in the run. */
interface Row {
  id: string;
  customerId: string;
  channel: 'voice' | 'sms' | 'email';
  state: string;
  failure: string | null;
  code: string | null;
  created: Date;
  sent: Date | null;
  notAfter: Date;
  /** The last of its person: the one that the API promised. */
  isLast: boolean;
}

/** What became of all that was promised. */
export interface Reckoning {
  promised: number;
  arrived: number;
  /** Neither arrived nor does the page say that it failed. */
  lost: number;
  /** Did not arrive, and the page says why. */
  told: number;
  /** Taken by a provider more often than once. */
  doubled: number;
  /** Doubled although nothing happened to it. */
  doubledWithoutFault: number;
  /** Messages of one row that are not the same to their reader. */
  differing: number;
  /** Handed over after the deadline. */
  late: number;
  /** From the last fault that hit a message to its end, in milliseconds. */
  recovery: number[];
  /** The same for workers killed with -9, where no provider misbehaved. */
  recoveryOfKills: number[];
  /** What did not arrive: lost ones by id, told ones by the reason. */
  details: string[];
}

/** Holds what the stand-ins received and what the database says against what people were promised. */
export async function reckon(
  rig: Rig,
  people: readonly Person[],
  strikes: readonly Strike[],
): Promise<Reckoning> {
  const rows = await rig.inDatabase(async (client) => (await client.query<Row>(ROWS)).rows);
  const received = groupBy(await inboxOf(rig.standIns), idOfMessage);
  const { submissions } = await submissionsOf(rig.standIns);
  const taken = groupBy(submissions, idOfSubmission);
  const wanted = new Set(people.map(({ identity }) => identity.customerId));
  const verdict = emptyReckoning();
  for (const row of rows) {
    const messages = (received.get(row.id) ?? []).filter(({ pin }) => pin !== undefined);
    if (row.isLast && wanted.has(row.customerId)) judgePromise(verdict, row, messages);
    judgeCopies(verdict, row, messages, taken.get(row.id) ?? [], strikes);
    const faulty = submissions.some((one) => one.to === addressOf(people, row) && one.result !== 'accepted');
    judgeRecovery(verdict, row, strikes, faulty);
  }
  return verdict;
}

/** Milliseconds from each message's commit to its provider, of those recorded since then. */
export async function pickUps(rig: Rig, since: Date): Promise<number[]> {
  const rows = await rig.inDatabase(async (client) => (await client.query<Row>(ROWS)).rows);
  const { submissions } = await submissionsOf(rig.standIns);
  const mails = await inboxOf(rig.standIns, 'channel=email');
  const handed = new Map([
    ...mails.map((mail) => [idOfMessage(mail), mail.receivedAt] as const),
    ...submissions.map((one) => [idOfSubmission(one), one.at] as const),
  ]);
  return rows
    .filter(({ created }) => created >= since)
    .map(({ id, created }) => Date.parse(handed.get(id) ?? '') - created.getTime());
}

/** One line of figures, and one each for recovery. */
export function figuresOf(verdict: Reckoning): string[] {
  const { recovery, recoveryOfKills, details, ...counts } = verdict;
  return [
    Object.entries(counts)
      .map(([name, count]) => `${name} ${String(count)}`)
      .join(', '),
    ...(recovery.length > 0
      ? [`from the last fault that hit a message to its end: ${seconds(recovery)}`]
      : []),
    ...(recoveryOfKills.length > 0 ? [`after kill -9 of a worker: ${seconds(recoveryOfKills)}`] : []),
    ...details.filter((detail) => detail.startsWith('lost')),
    [...new Set(details.filter((detail) => detail.startsWith('told')))]
      .map((detail) => `${detail} ×${String(details.filter((other) => other === detail).length)}`)
      .join('; '),
  ];
}

function judgePromise(verdict: Reckoning, row: Row, messages: InboxMessage[]): void {
  verdict.promised += 1;
  if (messages.length > 0) verdict.arrived += 1;
  else if (row.state === 'failed') {
    verdict.told += 1;
    verdict.details.push(`told: ${row.channel} ${String(row.failure)} ${String(row.code)}`);
  } else {
    verdict.lost += 1;
    verdict.details.push(`lost: ${row.id} ${row.channel} ${row.state} ${String(row.failure)}`);
  }
}

function judgeCopies(
  verdict: Reckoning,
  row: Row,
  messages: InboxMessage[],
  taken: Submission[],
  strikes: readonly Strike[],
): void {
  // Calls are counted where they are taken: a second one may ring still. Mails have no id there.
  const copies =
    row.channel === 'email' ? messages.length : taken.filter(({ result }) => result === 'accepted').length;
  const excess = Math.max(0, copies - 1);
  verdict.doubled += excess;
  const end = Math.max(row.sent?.getTime() ?? 0, ...messages.map(({ receivedAt }) => Date.parse(receivedAt)));
  const wasHit = strikes.some(({ began }) => began <= end && began >= row.created.getTime() - IN_EFFECT);
  if (excess > 0 && !wasHit) verdict.doubledWithoutFault += excess;
  const faces = new Set(messages.map(faceOf));
  verdict.differing += Math.max(0, faces.size - 1);
  const times = [
    ...taken.map(({ at }) => at),
    ...messages.filter(({ channel }) => channel === 'email').map(({ receivedAt }) => receivedAt),
  ];
  verdict.late += times.filter((at) => Date.parse(at) > row.notAfter.getTime() + TOLERANCE).length;
}

function judgeRecovery(verdict: Reckoning, row: Row, strikes: readonly Strike[], faulty: boolean): void {
  const sent = row.sent?.getTime();
  if (sent === undefined) return;
  const hits = strikes.filter(({ began, ended }) => began < sent && ended > row.created.getTime());
  const last = hits.sort((one, other) => one.ended - other.ended).at(-1);
  if (last === undefined) return;
  const recovery = Math.max(0, sent - Math.min(last.ended, sent));
  verdict.recovery.push(recovery);
  if (last.name === 'kill -9 of a worker' && !faulty) verdict.recoveryOfKills.push(recovery);
}

/** What makes two messages one to their reader; of a call, what was understood. */
function faceOf({ channel, text, subject, headers, pin }: InboxMessage): string {
  return channel === 'voice' ? String(pin) : JSON.stringify([text, subject, headers['message-id']]);
}

/** A provider's misbehaviour lasts for its next submissions, in milliseconds. */
const IN_EFFECT = 60_000;
/** Between the database's clock and this one, in milliseconds. */
const TOLERANCE = 1_000;
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/;
const idIn = (text: string | undefined) => ID.exec(text ?? '')?.[0] ?? '';
const idOfMessage = ({ headers }: InboxMessage) => idIn(headers['statuscallback'] ?? headers['message-id']);
const idOfSubmission = ({ parameters }: Submission) => idIn(parameters['StatusCallback']);

function addressOf(people: readonly Person[], row: Row): string | undefined {
  return people.find(({ identity }) => identity.customerId === row.customerId)?.addressOf(row.channel);
}

function groupBy<T>(all: readonly T[], key: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of all) groups.set(key(one), [...(groups.get(key(one)) ?? []), one]);
  return groups;
}

function emptyReckoning(): Reckoning {
  const counts = {
    promised: 0,
    arrived: 0,
    lost: 0,
    told: 0,
    doubled: 0,
    doubledWithoutFault: 0,
    differing: 0,
    late: 0,
  };
  return { ...counts, recovery: [], recoveryOfKills: [], details: [] };
}

const ROWS = `
  SELECT id, customer_id AS "customerId", channel, state, failure, provider_code AS code, created_at AS created, sent_at AS sent,
         not_after AS "notAfter",
         row_number() OVER (PARTITION BY customer_id ORDER BY created_at DESC) = 1 AS "isLast"
    FROM notification WHERE template = 'pin' AND contact_point_id IS NOT NULL`;
