import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANNELS } from '../stand-ins/inbox.ts';
import type { Promised } from './checker.ts';
import { ROUNDS, seconds, tell } from './figures.ts';
import { Flow } from './flow.ts';
import { Rig } from './rig.ts';

/** From a kill to the message's end, in milliseconds (goal R3). */
const RECOVERY = 30_000;
/** What a round may take, in milliseconds, on a machine that does something else as well. */
const ROUND = 20_000;

describe('kill -9', { timeout: 90_000 + ROUNDS * ROUND }, () => {
  let rig: Rig;
  let flow: Flow;

  beforeAll(async () => {
    rig = await Rig.start({ people: 2 * ROUNDS + CHANNELS.length });
    flow = new Flow(rig);
  }, 180_000);
  afterAll(() => rig.stop(), 60_000);

  it('of the worker while a provider holds a message loses none, and what comes twice is the same', async () => {
    const promises: Promised[] = [];
    const kills: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const channel = CHANNELS[round % CHANNELS.length] ?? 'sms';
      const person = rig.nextPerson();
      const to = person.addressOf(channel);
      await flow.plan(channel, { mode: 'hold', to, times: 1 });
      promises.push(await flow.promise(channel, person));
      await flow.handedOver(to, 1, ROUND);
      await rig.worker.kill();
      kills.push(Date.now());
      rig.worker.begin();
    }
    const sentAt = await flow.settled(RECOVERY + ROUND);
    const { pins, ...verdict } = await flow.verdict(promises);
    const recovery = [...sentAt.values()].map((sent) => sent - lastBefore(sent, kills));
    tell(`worker killed ${String(ROUNDS)} times: ${JSON.stringify(verdict)}`);
    tell(`from the last kill that hit a message to its end: ${seconds(recovery)}`);
    expect(verdict).toMatchObject({ promised: ROUNDS, missing: 0, different: 0 });
    expect(verdict.duplicates).toBeLessThanOrEqual(ROUNDS);
    expect(Math.max(...recovery)).toBeLessThanOrEqual(RECOVERY);
    expect(await flow.typeAll(pins)).toEqual(new Set([202]));
  });

  it('of the API right after its answer loses nothing that it promised', async () => {
    const promises: Promised[] = [];
    const recovery: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      // A call is not among them: what is said in it is asked of the API that was just killed.
      promises.push(await flow.promise(round % 2 === 0 ? 'sms' : 'email'));
      await rig.api.kill();
      const began = performance.now();
      await rig.api.start();
      recovery.push(performance.now() - began);
    }
    await flow.settled(RECOVERY);
    const { pins, ...verdict } = await flow.verdict(promises);
    tell(`API killed ${String(ROUNDS)} times: ${JSON.stringify(verdict)}`);
    tell(`from the kill to ready: ${seconds(recovery)}`);
    expect(verdict).toMatchObject({ promised: ROUNDS, missing: 0, duplicates: 0 });
    expect(await flow.typeAll(pins)).toEqual(new Set([202]));
  });

  it('of three workers over one message still delivers it, on every channel', async () => {
    const people = CHANNELS.map((channel) => ({ channel, person: rig.nextPerson() }));
    // Mail is taken each time; a call or an SMS that was taken would be found again, so that these are not.
    const fault = (channel: string) => (channel === 'email' ? 'hold' : 'hang');
    const addresses = people.map(addressOf);
    for (const one of people) {
      await flow.plan(one.channel, { mode: fault(one.channel), to: addressOf(one) });
      await flow.promise(one.channel, one.person);
    }
    for (let kill = 1; kill <= 3; kill++) {
      for (const to of addresses) await flow.handedOver(to, kill, ROUND);
      await rig.worker.kill();
      await rig.letClaimsRunOut();
      if (kill < 3) rig.worker.begin();
    }
    for (const one of people) await flow.plan(one.channel, { mode: 'ok', to: addressOf(one) });
    await rig.worker.start();
    await flow.settled(ROUND);
    const { pins, ...verdict } = await flow.verdict(people);
    tell(`three workers killed over one message of each channel: ${JSON.stringify(verdict)}`);
    // Each hand-over of the mail was one: three and the last, all the same to its reader.
    expect(verdict).toMatchObject({ missing: 0, different: 0, duplicates: 3 });
    expect(await flow.typeAll(pins)).toEqual(new Set([202]));
  });
});

/** A message can be hit more than once: what counts is how long it takes when it is left alone. */
const lastBefore = (time: number, times: number[]) => Math.max(...times.filter((one) => one <= time));
const addressOf = ({ person, channel }: Promised) => person.addressOf(channel);
