import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { submissionsOf } from '../stand-ins/testing.ts';
import type { Promised } from './checker.ts';
import { eventually } from './eventually.ts';
import { ROUNDS, seconds, tell } from './figures.ts';
import { Flow } from './flow.ts';
import { Rig } from './rig.ts';
import { Walkers } from './walkers.ts';

/** Goal R8, in milliseconds. */
const LONGEST_EXIT = 30_000;
const DELIVERY_TIMEOUT_MS = 60_000;
/** When all is finished the process ends by the signal that it was sent, as its parent expects; never by SIGKILL. */
const ENDED = 'SIGTERM';
const WALKERS = 16;
/** Under load each stop takes its seconds: a third of the rounds, but more than one. */
const STOPS = Math.max(2, Math.ceil(ROUNDS / 3));
/** Walkers do some hundred requests a second until they are stopped. */
const PEOPLE = STOPS * 1_000;

describe('SIGTERM under load', { timeout: STOPS * DELIVERY_TIMEOUT_MS }, () => {
  let rig: Rig;
  let flow: Flow;

  beforeAll(async () => {
    rig = await Rig.start({ people: PEOPLE });
    flow = new Flow(rig);
  }, 180_000);
  beforeEach(() => flow.plan('sms', { mode: 'ok' }));
  afterAll(() => rig.stop(), 60_000);

  /** Rows of the database against answers: whatever was done was answered, whatever was answered was done. */
  const recorded = () =>
    rig.inDatabase(async (client) => {
      const { rows } = await client.query<{ opened: number; issued: number }>(
        `SELECT (SELECT count(*)::int FROM pin_challenge) AS opened,
                (SELECT count(*)::int FROM notification WHERE template = 'pin') AS issued`,
      );
      return rows[0];
    });

  it('of the API fails no request that it had accepted', async () => {
    const exits: number[] = [];
    for (let stop = 0; stop < STOPS; stop++) {
      const before = await recorded();
      const walkers = new Walkers(rig.address, WALKERS, () => rig.nextPair());
      await eventually('load', DELIVERY_TIMEOUT_MS, () =>
        Promise.resolve(walkers.outcomes.length > 60 || undefined),
      );
      const { how, milliseconds } = await rig.api.terminate();
      exits.push(milliseconds);
      await walkers.goHome();
      const after = await recorded();
      expect(how).toBe(ENDED);
      expect(milliseconds).toBeLessThanOrEqual(LONGEST_EXIT);
      const answered = walkers.outcomes.filter(({ status }) => status !== 0);
      expect(new Set(answered.map(({ status }) => status))).toEqual(new Set([201, 202]));
      expect(after!.opened - before!.opened).toBe(walkers.count('/api/password-resets', 201));
      expect(after!.issued - before!.issued).toBe(walkers.count('/api/pin-run/pin', 202));
      await rig.api.start();
    }
    tell(`API stopped under load ${String(STOPS)} times: exit after ${seconds(exits)}`);
    await flow.settled(DELIVERY_TIMEOUT_MS);
    const { submissions } = await submissionsOf(rig.standIns);
    expect(submissions.length).toBe((await recorded())!.issued);
  });

  it('of the worker finishes what it has begun, and doubles nothing', async () => {
    const exits: number[] = [];
    const promises: Promised[] = [];
    await flow.plan('sms', { mode: 'slow', milliseconds: 800 });
    for (let stop = 0; stop < STOPS; stop++) {
      const begun = (await submissionsOf(rig.standIns)).submissions.length;
      for (let count = 0; count < 15; count++) promises.push(await flow.promise('sms'));
      await eventually('messages under way', DELIVERY_TIMEOUT_MS, async () => {
        const { submissions } = await submissionsOf(rig.standIns);
        return submissions.length > begun || undefined;
      });
      const { how, milliseconds } = await rig.worker.terminate();
      expect([how, milliseconds <= LONGEST_EXIT]).toEqual([ENDED, true]);
      exits.push(milliseconds);
      await rig.worker.start();
    }
    await flow.settled(DELIVERY_TIMEOUT_MS);
    const { pins, ...verdict } = await flow.verdict(promises);
    tell(`worker stopped ${String(STOPS)} times: exit after ${seconds(exits)}; ${JSON.stringify(verdict)}`);
    expect(verdict).toMatchObject({ missing: 0, duplicates: 0 });
    expect(await flow.typeAll(pins)).toEqual(new Set([202]));
  });
});
