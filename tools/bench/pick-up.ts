import { setTimeout as delay } from 'node:timers/promises';
import type { Rig } from '../faults/rig.ts';
import { submissionsOf } from '../stand-ins/testing.ts';
import type { Bench, Finding } from './finding.ts';
import { percentile } from './rounds.ts';
import { answerOf } from './scripts.ts';

/** P4: from the beginning of the transaction that promises a mail to the mail server's acceptance. */
export async function pickUp({ rig }: Bench): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [state, perSecond, count] of [
    ['idle', 4, 40],
    ['at 50/s', 50, 300],
  ] as const) {
    const ours = await ourWaits(rig, perSecond, count);
    const bare = await answerOf<number[]>(
      'peers/bare-queue.mjs',
      rig.postgres.url,
      String(perSecond),
      String(count),
    );
    const [p50, p95, peer] = [percentile(ours, 0.5), percentile(ours, 0.95), percentile(bare, 0.5)];
    const subject = { id: 'P4', unit: 'ms', against: 'bare BullMQ', peer };
    findings.push(
      {
        ...subject,
        what: `promise to provider, ${state}, p50`,
        figure: p50,
        ratio: p50 / peer,
        goal: '≤ 2 ×',
        reached: p50 <= 2 * peer,
      },
      {
        ...subject,
        what: `promise to provider, ${state}, p95`,
        figure: p95,
        ratio: p95 / peer,
        goal: '≤ 50 ms',
        reached: p95 <= 50,
      },
    );
  }
  return findings;
}

async function ourWaits(rig: Rig, perSecond: number, count: number): Promise<number[]> {
  const addresses = new Set<string>();
  const asking: Promise<unknown>[] = [];
  for (let index = 0; index < count; index++) {
    const person = rig.nextPerson();
    addresses.add(person.addressOf('email'));
    asking.push(person.identify().then(() => person.issuePin('email')));
    await delay(1_000 / perSecond);
  }
  await Promise.all(asking);
  for (;;) {
    const { submissions } = await submissionsOf(rig.standIns);
    const arrivals = new Map(
      submissions.filter(({ to }) => addresses.has(to)).map(({ to, at }) => [to, Date.parse(at)]),
    );
    if (arrivals.size === count) return waitsUntil(rig, arrivals);
    await delay(50);
  }
}

async function waitsUntil(rig: Rig, arrivals: Map<string, number>): Promise<number[]> {
  const { rows } = await rig.inDatabase((client) =>
    client.query<{ to: string; created: Date }>(
      'SELECT value AS to, notification.created_at AS created FROM notification JOIN contact_point ON contact_point.id = contact_point_id WHERE value = ANY ($1)',
      [[...arrivals.keys()]],
    ),
  );
  return rows.map(({ to, created }) => (arrivals.get(to) ?? Number.NaN) - created.getTime());
}
