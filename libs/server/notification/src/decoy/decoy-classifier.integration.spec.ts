import { Queues } from '@daiko/server-platform';
import { figure, IS_LONG, testConfig, type TestDatabase } from '@daiko/server-testing';
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCustomerWith, aPinMessage, networkDatabase, outboxOf, rowOf } from '../../test/messages';
import { aProcessor } from '../../test/processor';
import { RecordingChannel } from '../../test/recording-channel';
import { deliveryView } from '../status/delivery-view';
import type { Notification } from '../outbox/notification.entity';
import type { NotificationOutbox } from '../outbox/notification-outbox';
import { NotificationProcessor } from '../delivery/notification.processor';

/** Real calls, and as many decoys. */
const SAMPLES = IS_LONG ? 1_000 : 200;
/** Real calls before the first that is looked at: more than the fifty that decoys follow. */
const HISTORY = 60;
/** Four standard errors of an AUC of so many. */
const TOLERANCE = 4 * Math.sqrt(1 / (6 * SAMPLES));

const WIDE = Object.fromEntries(
  ['VOICE', 'DEALER', 'PREFIX'].map((scope) => [`BUDGET_${scope}_DAILY`, '10000']),
);

interface Half {
  real: Notification[];
  decoys: Notification[];
}

describe('a classifier that sees everything a page shows of a message', () => {
  let database: TestDatabase;
  let queues: Queues;
  let outbox: NotificationOutbox;
  let processor: NotificationProcessor;
  let person: { customerId: string; contactPointId: string | undefined };

  beforeAll(async () => {
    database = await networkDatabase();
    const config = testConfig({ DATABASE_URL: database.url, ...WIDE });
    queues = new Queues(config);
    outbox = outboxOf(database.db, queues);
    processor = aProcessor(database.db, queues, config, { voice: { first: new RecordingChannel() } });
    const { customerId, contactOf } = await aCustomerWith(database.db, { mobile: '+819011112772' });
    person = { customerId, contactPointId: contactOf['mobile'] };
  });
  afterAll(async () => {
    await queues.close();
    await database.drop();
  });

  const delivered = async (to?: Parameters<typeof aPinMessage>[2]) => {
    const message = await aPinMessage(database.db, 'voice', to);
    const [recorded] = await database.db.transaction((tx) => outbox.record(tx, message));
    await processor.deliver(recorded!.id);
    return recorded!.id;
  };
  const aDecoy = async () => rowOf(database.db, await delivered());
  const aRealOne = async () => {
    const id = await delivered(person);
    const { state, failure, times } = aCall();
    const steps = Object.entries(times).map(
      ([step, ms]) => `${step}_at = sending_at + interval '${String(ms)} ms'`,
    );
    await database.db.query(
      `UPDATE notification SET state = $2, failure = $3, ${steps.join(', ')} WHERE id = $1`,
      [id, state, failure],
    );
    return rowOf(database.db, id);
  };

  /** As many of both, after enough real ones that the decoys follow none of another half: it was not seen by strangers. */
  const aHalf = async (): Promise<Half> => {
    for (let count = 0; count < HISTORY; count++) await aRealOne();
    const half: Half = { real: [], decoys: [] };
    for (let count = 0; count < SAMPLES / 2; count++) {
      half.real.push(await aRealOne());
      half.decoys.push(await aDecoy());
    }
    return half;
  };

  it('tells real messages from decoys by chance alone', { timeout: 600_000 }, async () => {
    const [early, late] = [await aHalf(), await aHalf()];
    const seen = crossChecked(early, late);
    const [real, decoys] = [
      [...early.real, ...late.real],
      [...early.decoys, ...late.decoys],
    ];
    const taken = (row: Notification) => row.sentAt!.getTime() - row.sendingAt!.getTime();
    const exact = area(real.map(taken), decoys.map(taken));
    const wanted = `0.50 ± ${TOLERANCE.toFixed(2)}`;
    const many = `${String(SAMPLES)} + ${String(SAMPLES)}`;
    figure('S4', `AUC of ${many} calls by seconds, number and order of steps, end`, wanted, seen.toFixed(3));
    figure('S4', `AUC of ${many} calls by ms from 送信中 to 送信しました`, wanted, exact.toFixed(3));
    for (const chance of [seen, exact]) expect(Math.abs(chance - 0.5)).toBeLessThanOrEqual(TOLERANCE);
  });
});

/** How a call may go, as providers report it: three in four are answered, some are not, some numbers are refused. */
function aCall(): { state: string; failure: string | null; times: Record<string, number> } {
  const chance = randomInt(100);
  const sent = randomInt(10, 900);
  if (chance < 5)
    return { state: 'failed', failure: 'unreachable', times: { sent, failed: sent + randomInt(300, 4_000) } };
  const ringing = sent + randomInt(1_000, 5_000);
  if (chance < 25)
    return {
      state: 'failed',
      failure: 'no_answer',
      times: { sent, ringing, failed: ringing + randomInt(25_000, 31_000) },
    };
  const answered = ringing + randomInt(2_000, 20_000);
  return {
    state: 'delivered',
    failure: null,
    times: { sent, ringing, answered, delivered: answered + randomInt(20_000, 50_000) },
  };
}

/** Everything that can be seen of a message: its steps with their seconds, which, how many, and its end. */
function traitsOf(row: Notification): string[] {
  const { steps, state, reason } = deliveryView(row);
  const begin = Date.parse(steps[0]!.at);
  const gaps = steps.map(
    ({ state: step, at }) => `${step} after ${String((Date.parse(at) - begin) / 1_000)}`,
  );
  const changes = new Set(steps.map(({ at }) => at)).size;
  return [
    ...gaps,
    `changes ${String(changes)}`,
    steps.map((step) => step.state).join(),
    `${state} ${String(reason)}`,
  ];
}

/** AUC of a naive Bayes classifier, each half scored by what was learnt from the other. */
function crossChecked(early: Half, late: Half): number {
  const areaOf = (known: Half, asked: Half) => {
    const score = learnt(known.real.map(traitsOf), known.decoys.map(traitsOf));
    return area(
      asked.real.map((row) => score(traitsOf(row))),
      asked.decoys.map((row) => score(traitsOf(row))),
    );
  };
  return (areaOf(early, late) + areaOf(late, early)) / 2;
}

/** @returns how much likelier some traits are of the first than of the others, as a logarithm */
function learnt(some: string[][], others: string[][]): (traits: string[]) => number {
  const counted = (rows: string[][]) => {
    const counts = new Map<string, number>();
    for (const trait of rows.flat()) counts.set(trait, (counts.get(trait) ?? 0) + 1);
    return counts;
  };
  const [first, second] = [counted(some), counted(others)];
  const weight = (trait: string) => Math.log(((first.get(trait) ?? 0) + 1) / ((second.get(trait) ?? 0) + 1));
  return (traits) => traits.reduce((sum, trait) => sum + weight(trait), 0);
}

/** The chance that one of the first is greater than one of the others. */
function area(some: number[], others: number[]): number {
  const wins = some.flatMap((one) =>
    others.map((other): number => (one > other ? 1 : one === other ? 0.5 : 0)),
  );
  return wins.reduce((sum, win) => sum + win, 0) / wins.length;
}
