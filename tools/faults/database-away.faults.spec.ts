import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '../stand-ins/inbox.ts';
import { control } from '../stand-ins/testing.ts';
import { Crowd } from './crowd.ts';
import { eventually } from './eventually.ts';
import { seconds, tell } from './figures.ts';
import { Flow } from './flow.ts';
import type { Answer, Person } from './person.ts';
import { probesOf, send, type Probe } from './probes.ts';
import { Rig } from './rig.ts';

/** Goals R5 and R9, in milliseconds. */
const REFUSAL = 2_000;
const NOTICED = 5_000;
const HEALED = 10_000;
/** A page of the client has nothing to wait for, in milliseconds. */
const PAGE = 500;

const OUTAGES = {
  stopped: { begin: (rig: Rig) => rig.postgres.stop(), end: (rig: Rig) => rig.postgres.start() },
  frozen: {
    begin: (rig: Rig) => Promise.resolve(rig.postgres.freeze()),
    end: (rig: Rig) => Promise.resolve(rig.postgres.thaw()),
  },
};

describe('PostgreSQL', { timeout: 120_000 }, () => {
  let rig: Rig;
  let flow: Flow;
  /** Signed in, and in the middle of a run. */
  let person: Person;
  let probes: Probe[];

  beforeAll(async () => {
    rig = await Rig.start({ people: 200 });
    flow = new Flow(rig);
    person = rig.nextPerson();
    await person.signIn();
    await flow.promise('email', person);
    await flow.settled(HEALED);
    probes = probesOf((await person.get('/api/openapi.json')).text);
  }, 180_000);
  afterAll(() => rig.stop(), 60_000);

  describe.each(Object.entries(OUTAGES))('%s', (name, outage) => {
    let refusals: { probe: Probe; answer: Answer; milliseconds: number }[];

    beforeAll(async () => {
      await outage.begin(rig);
      const probing = probes.map(async (probe) => ({ probe, ...(await timed(() => send(person, probe))) }));
      refusals = await Promise.all(probing);
    }, 30_000);

    it('is told by every route within two seconds, with when to come again', () => {
      for (const { probe, answer, milliseconds } of refusals) {
        expect.soft([answer.status, answer.code], probe.route).toEqual([503, 'service.unavailable']);
        expect.soft(Number(answer.headers.get('retry-after')), probe.route).toBeGreaterThan(0);
        expect.soft(milliseconds, probe.route).toBeLessThanOrEqual(REFUSAL);
      }
      tell(`PostgreSQL ${name}: refused after ${seconds(refusals.map(({ milliseconds }) => milliseconds))}`);
    });

    it.each(['/login', '/inquiry/password'])('keeps nobody from the page %s', async (path) => {
      const { answer, milliseconds } = await timed(() => person.get(path));
      expect([answer.status, milliseconds <= PAGE]).toEqual([200, true]);
      const script = /src="\/?(main-[^"]+\.js)"/.exec(answer.text)?.[1] ?? 'none';
      expect((await person.get(`/${script}`)).headers.get('content-type')).toContain('javascript');
    });

    it('is what API and worker say they miss', async () => {
      for (const { opsUrl } of [rig.api, rig.worker]) {
        await eventually('a word of what is missing', NOTICED, async () => {
          const response = await fetch(`${opsUrl}/readyz`);
          const { missing } = (await response.json()) as { missing: Record<string, string> };
          return (response.status === 503 && 'database' in missing) || undefined;
        });
        expect((await fetch(`${opsUrl}/healthz`)).status).toBe(200);
      }
    });

    it('heals without a restart once it is back', async () => {
      await outage.end(rig);
      const healed: number[] = [];
      const ready = [rig.api, rig.worker].map(
        ({ opsUrl }) =>
          () =>
            fetch(`${opsUrl}/readyz`),
      );
      for (const ask of [() => person.get('/api/session'), () => person.get('/api/pin-run'), ...ready]) {
        const look = async () => ((await ask()).status === 200 ? true : undefined);
        healed.push((await eventually('health', HEALED, look)).milliseconds);
      }
      for (const channel of CHANNELS) {
        const arrival = async () => flow.verdict([await flow.promise(channel)]);
        const { answer, milliseconds } = await timed(arrival);
        expect([answer.missing, milliseconds <= HEALED]).toEqual([0, true]);
      }
      tell(`PostgreSQL ${name}: healed after ${seconds(healed)}`);
    });

    it('costs nobody a message that the API had promised, whatever was under way', async () => {
      const held = rig.nextPerson();
      await flow.plan('sms', { mode: 'hold', to: held.addressOf('sms'), times: 1 });
      const promises = [await flow.promise('sms', held)];
      await flow.handedOver(held.addressOf('sms'), 1, HEALED);
      const crowd = new Crowd(rig, promises);
      await crowd.served(3, HEALED);
      await outage.begin(rig);
      await control(rig.standIns, 'POST', 'release');
      await crowd.refused(4, HEALED);
      await outage.end(rig);
      await crowd.served(3, HEALED);
      await crowd.goHome();
      await flow.settled(60_000);
      const { pins, ...verdict } = await flow.verdict(promises);
      tell(`PostgreSQL ${name} under requests: ${JSON.stringify(verdict)}`);
      expect(verdict).toMatchObject({ missing: 0, different: 0, promised: promises.length });
      expect(await flow.typeAll(pins)).toEqual(new Set([202]));
    });
  });
});

async function timed<T>(act: () => Promise<T>): Promise<{ answer: T; milliseconds: number }> {
  const began = performance.now();
  const answer = await act();
  return { answer, milliseconds: performance.now() - began };
}
