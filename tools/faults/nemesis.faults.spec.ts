import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../stand-ins/inbox.ts';
import { NEMESIS, tell } from './figures.ts';
import { Flow } from './flow.ts';
import { Nemesis } from './nemesis.ts';
import type { Person } from './person.ts';
import { Random } from './random.ts';
import { figuresOf, reckon } from './reckoning.ts';
import { Rig } from './rig.ts';
import { wantPin } from './walker.ts';

/** Until every message is at its end once nothing happens any more, in milliseconds. */
const SETTLED = 150_000;
/** Until it is known of every call how it ended, in milliseconds: Twilio may have to be asked. */
const CALLS_OVER = 60_000;
/** Goal R3, in milliseconds. */
const RECOVERY = 30_000;
/** In a long run PostgreSQL is away once for so long, in milliseconds. */
const ABSENCE = 60_000;
const LONG = 100;

const { flows, faults, seed, queues } = NEMESIS;

describe.each(queues)('whatever happens, jobs on %s', { timeout: 300_000 + faults * 10_000 }, (queue) => {
  it(`loses nothing and doubles nothing that differs, in ${String(flows)} flows with ${String(faults)} faults`, async () => {
    const rig = await Rig.start({ people: flows, queue, workers: 2, settings: { LOG_LEVEL: 'warn' } });
    try {
      const random = new Random(seed);
      const nemesis = new Nemesis(rig, random);
      const people: Person[] = [];
      const walks: Promise<void>[] = [];
      for (let fault = 0; fault < faults; fault++) {
        while (people.length < ((fault + 1) * flows) / faults) walks.push(walk(rig, random, people));
        await delay(random.between(50, 500));
        if (faults >= LONG && fault === Math.floor(faults / 2)) await nemesis.absence(ABSENCE);
        else await nemesis.strike();
      }
      await nemesis.rest();
      await Promise.all(walks);
      const flow = new Flow(rig);
      await flow.settled(SETTLED);
      await flow.callsOver(CALLS_OVER);
      const verdict = await reckon(rig, people, nemesis.strikes);
      tell(`${queue}, seed ${String(seed)}: ${String(flows)} flows, ${countOf(nemesis.strikes)}`);
      for (const line of figuresOf(verdict)) tell(line);
      expect(verdict).toMatchObject({
        promised: flows,
        lost: 0,
        differing: 0,
        late: 0,
        doubledWithoutFault: 0,
      });
      const kills = [...verdict.recoveryOfKills].sort((one, other) => one - other);
      expect(kills.at(Math.ceil(kills.length * 0.99) - 1) ?? 0).toBeLessThanOrEqual(RECOVERY);
    } finally {
      await rig.stop();
    }
  });
});

function walk(rig: Rig, random: Random, people: Person[]): Promise<void> {
  const person = rig.nextPerson();
  const channel = CHANNELS[people.length % CHANNELS.length] ?? 'sms';
  people.push(person);
  return delay(random.between(0, 800)).then(() => wantPin(person, channel));
}

/** `12 faults: kill -9 of a worker 3, …` */
function countOf(strikes: readonly { name: string }[]): string {
  const counts = new Map<string, number>();
  for (const { name } of strikes) counts.set(name, (counts.get(name) ?? 0) + 1);
  const each = [...counts].map(([name, count]) => `${name} ${String(count)}`);
  return `${String(strikes.length)} faults: ${each.join(', ')}`;
}
