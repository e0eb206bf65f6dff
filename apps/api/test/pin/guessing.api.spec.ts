import type { Channel } from '@daiko/contracts';
import { PinRunService } from '@daiko/server-pin';
import { figure, IS_LONG } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import type { Answer, Visitor } from '../support/visitor';

/** product.md 7. */
const PER_DAY = 15;
const IN_A_ROW = 100;
const DAY = 24 * 60;
/** Days that somebody goes on guessing. */
const DAYS = IS_LONG ? 40 : 8;
/** Runs that they open a day, in every way that there is, each from an address of its own. */
const RUNS_A_DAY = IS_LONG ? 12 : 5;
const FORGED = IS_LONG ? 1_000 : 150;
const TEST_TIMEOUT_MS = 600_000;

const RESETS = ['login-id-resets', 'password-resets'] as const;
type Reset = (typeof RESETS)[number];
/** Every pair that names 環境 太郎. */
const WAYS: { reset: Reset; pair: object }[] = RESETS.flatMap((reset) =>
  [TARO.landline, TARO.mobile].map((phone) => ({
    reset,
    pair:
      reset === 'login-id-resets' ? { customerId: TARO.customerId, phone } : { email: TARO.loginId, phone },
  })),
);
const CHANNELS: Channel[] = ['email', 'sms', 'voice'];

describe('somebody who guesses at one customer’s PINs', () => {
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start();
  });
  afterAll(() => bed.stop());

  /** Guesses that could have been right: those counted on the customer, whatever pair and run they came by. */
  async function counted(): Promise<{ today: number; inARow: number }> {
    const [row] = await bed.db.query(
      `SELECT cardinality(ARRAY(SELECT guess FROM unnest(guesses) AS guess WHERE guess > now() - interval '24 hours')) AS today,
              failures_in_a_row AS "inARow" FROM recovery_gate WHERE subject = $1`,
      [bed.app.get(PinRunService).subjectOf(TARO.customerId)],
    );
    return row ?? { today: 0, inARow: 0 };
  }

  /** A run by one of the ways, with a PIN on one of the channels. @returns undefined where that is refused */
  async function begin(index: number): Promise<{ visitor: Visitor; reset: Reset } | undefined> {
    const { reset, pair } = WAYS[index % WAYS.length]!;
    const visitor = bed.visitor();
    const run = await visitor.post(reset, pair);
    if (run.status !== 201) return undefined;
    const issued = await visitor.issuePin(run, CHANNELS[index % CHANNELS.length]);
    return issued.status === 202 ? { visitor, reset } : undefined;
  }

  const complete = (visitor: Visitor, reset: Reset, code: string): Promise<Answer> =>
    visitor.post(`${reset}/completion`, {
      code,
      ...(reset === 'login-id-resets' && { email: 'dare@mail.example' }),
    });

  /** As many guesses as are answered, by every way, channel and address. @returns how many were sent */
  async function guessForADay(): Promise<number> {
    let sent = 0;
    for (let index = 0; index < RUNS_A_DAY; index++) {
      await bed.db.query(`UPDATE notification SET created_at = created_at - interval '25 hours'`);
      const begun = await begin(index);
      if (begun === undefined) continue;
      const wrong = String((Number(await bed.lastPin()) + 1) % 1_000_000).padStart(6, '0');
      for (let guess = 0; guess < 6; guess++, sent++) await complete(begun.visitor, begun.reset, wrong);
    }
    return sent;
  }

  it('has fifteen guesses a day and a hundred for ever', { timeout: TEST_TIMEOUT_MS }, async () => {
    let [most, sent] = [0, 0];
    for (let day = 0; day < DAYS; day++) {
      sent += await guessForADay();
      most = Math.max(most, (await counted()).today);
      await bed.letPass(DAY);
    }
    const { inARow } = await counted();
    const chance = (inARow / 1_000_000).toExponential(0);
    figure(
      'S2',
      'guesses that count in 24 h, by 4 pairs, 3 channels, an address each',
      `at most ${String(PER_DAY)}`,
      most,
    );
    figure(
      'S2',
      `guesses that count of ${String(sent)} in ${String(DAYS)} days`,
      `at most ${String(IN_A_ROW)}`,
      inARow,
    );
    figure('S2', 'chance to hit one customer’s PIN, for ever', 'at most 1e-4', chance);
    expect(most).toBe(PER_DAY);
    expect(inARow).toBe(IN_A_ROW);
  });

  /** Whether the right PIN of a new run opens anything, by any way. */
  async function succeeds(): Promise<boolean> {
    for (let index = 0; index < WAYS.length; index++) {
      await bed.db.query(`UPDATE notification SET created_at = created_at - interval '25 hours'`);
      const begun = await begin(index);
      if (begun === undefined) continue;
      const { status } = await complete(
        begun.visitor,
        begun.reset,
        await bed.lastPin().catch(() => '000000'),
      );
      if (status === 202) return true;
    }
    return false;
  }

  it('are then shut out for good, and with them nobody but by a way that is not theirs', async () => {
    await bed.letPass(400 * DAY);
    const isTakenShut = await succeeds();
    const owner = await bed.visitor().post('sessions', { loginId: TARO.loginId, password: TARO.password });
    const operator = await bed.operator();
    await operator.post(`customers/${TARO.customerId}/recovery-reopening`, { reason: '電話でご本人と確認' });
    const isTaken = await succeeds();
    figure('S2', 'the owner’s sign-in meanwhile', 201, owner.status);
    figure(
      'S2',
      'the right PIN a year later, and after an operator reopened',
      'refused, taken',
      [isTakenShut, isTaken].map((is) => (is ? 'taken' : 'refused')).join(', '),
    );
    expect(owner.status).toBe(201);
    expect([isTakenShut, isTaken]).toEqual([false, true]);
  });

  it(
    `raises no limit with ${String(FORGED)} forwarded addresses of their own making`,
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      const one = bed.visitor();
      let opened = 0;
      for (let index = 0; index < FORGED; index++) {
        const forged = `198.51.${String(index >> 8)}.${String(index & 255)}`;
        const headers = {
          'x-forwarded-for': `${forged}, ${one.address}`,
          'x-real-ip': forged,
          'x-client-ip': forged,
          'true-client-ip': forged,
          forwarded: `for=${forged}`,
          x_forwarded_for: forged,
        };
        const body = JSON.stringify({ customerId: '09990000', phone: '090-2222-0000' });
        const { status } = await one.send({ path: '/api/login-id-resets', body, headers });
        if (status === 201) opened++;
        else expect(status).toBe(429);
      }
      figure(
        'S2',
        `runs opened from one address with ${String(FORGED)} forwarded ones`,
        'exactly 10',
        opened,
      );
      expect(opened).toBe(10);
    },
  );
});
