import { availableParallelism, loadavg } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS, type Channel } from '../stand-ins/inbox.ts';
import { PACE, PACE_QUEUES, seconds, share, tell } from './figures.ts';
import { Flow } from './flow.ts';
import { pickUps } from './reckoning.ts';
import { Rig } from './rig.ts';
import { wantPin } from './walker.ts';

/** Goal R4, in milliseconds. */
const IDLE = 250;
const UNDER_LOAD = 1_000;
/** PIN requests a second, and messages when nothing else happens. */
const RATE = 10;
const ALONE = 20;
const DELIVERY_TIMEOUT_MS = 60_000;
/** The goals are a machine's that does nothing else; one with more to do than processors is given so many times as much. */
const BUSY = 4;

describe.each(PACE_QUEUES)(
  'from the commit to the provider, jobs on %s',
  { timeout: 200_000 + PACE * 200 },
  (queue) => {
    let rig: Rig;
    let flow: Flow;

    beforeAll(async () => {
      rig = await Rig.start({
        people: 2 * ALONE + PACE + CHANNELS.length,
        queue,
        settings: { LOG_LEVEL: 'warn' },
      });
      flow = new Flow(rig);
      // The first of each channel opens connections; it is not measured.
      for (const channel of CHANNELS) await flow.promise(channel);
      await flow.settled(DELIVERY_TIMEOUT_MS);
    }, 180_000);
    afterAll(() => rig.stop(), 60_000);

    /** So many messages, one after the other at their times. @returns milliseconds from commit to provider */
    const measure = async (count: number, gap: number, channels: readonly Channel[]) => {
      const since = new Date();
      const promises: Promise<unknown>[] = [];
      for (let index = 0; index < count; index++) {
        promises.push(wantPin(rig.nextPerson(), channels[index % channels.length] ?? 'sms'));
        await delay(gap);
      }
      await Promise.all(promises);
      await flow.settled(DELIVERY_TIMEOUT_MS);
      const times = await pickUps(rig, since);
      expect(times).toHaveLength(count);
      return times;
    };

    it('takes no more than a quarter of a second when nothing else happens', async () => {
      const times = await measure(ALONE, 300, ['sms', 'email']);
      judge(`${queue}, idle`, times, 0.95, IDLE);
    });

    it(`takes no more than a second with ${String(RATE)} PINs a second`, async () => {
      const times = await measure(PACE, 1_000 / RATE, CHANNELS);
      judge(`${queue}, ${String(PACE)} PINs at ${String(RATE)} a second`, times, 0.99, UNDER_LOAD);
    });

    it('takes no longer after PostgreSQL was restarted', async () => {
      await rig.postgres.stop();
      await rig.postgres.start();
      await Promise.all([rig.api, rig.worker].map((server) => server.ready()));
      const times = await measure(ALONE, 300, ['sms', 'email']);
      judge(`${queue}, idle after a restart of PostgreSQL`, times, 0.95, IDLE);
    });
  },
);

/** @param of which share of all has to keep the goal */
function judge(what: string, times: readonly number[], of: number, goal: number): void {
  const [load = 0] = loadavg();
  const isBusy = load > availableParallelism();
  const reached = share(times, of);
  tell(`${what}: p${String(of * 100)} ${String(reached)} ms; ${seconds(times)}; load ${load.toFixed(1)}`);
  expect(reached).toBeLessThanOrEqual(isBusy ? BUSY * goal : goal);
}
