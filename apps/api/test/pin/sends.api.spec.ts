import type { PinRun } from '@daiko/contracts';
import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { figure, IS_LONG } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';

/** Runs, each from an address of its own, in which a PIN is asked for. */
const ASKERS = IS_LONG ? 1_000 : 100;
/** Asked for at once. */
const AT_ONCE = 20;
/** A day in steps of half an hour. */
const [STEPS, STEP] = [48, 30];
/** product.md 7. */
const PER_DESTINATION_DAILY = 10;
const TEST_TIMEOUT_MS = 300_000;

const PAIRS = [TARO.landline, TARO.mobile].flatMap((phone) => [
  ['login-id-resets', { customerId: TARO.customerId, phone }] as const,
  ['password-resets', { email: TARO.loginId, phone }] as const,
]);

describe('somebody who wants PINs to be sent, and sent again', () => {
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start();
  });
  afterAll(() => bed.stop());
  beforeEach(() => bed.db.query('TRUNCATE pin_challenge, notification, rate_limit CASCADE'));

  /** One run from an address of its own; asks for a PIN at the destination whose turn it is. */
  async function ask(index: number): Promise<void> {
    const [reset, pair] = PAIRS[index % PAIRS.length]!;
    const visitor = bed.visitor();
    const run = await visitor.post(reset, pair);
    expect(run.status, run.text).toBe(201);
    const { destinations } = JSON.parse(run.text) as PinRun;
    const destination = destinations[Math.floor(index / PAIRS.length) % destinations.length]!;
    const { status } = await visitor.post('pin-run/pin', { destinationId: destination.id });
    expect([202, 429]).toContain(status);
  }

  /** Messages recorded to be sent, by contact and channel. */
  async function sends(): Promise<number[]> {
    const rows = await bed.db.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM notification
        WHERE template = 'pin' AND customer_id = $1 AND created_at > now() - interval '24 hours'
        GROUP BY contact_point_id, channel`,
      [TARO.customerId],
    );
    return rows.map(({ count }) => count);
  }

  it(
    'gets one to each destination, from however many addresses at once',
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      for (let begun = 0; begun < ASKERS; begun += AT_ONCE)
        await Promise.all(Array.from({ length: AT_ONCE }, (_, index) => ask(begun + index)));
      const sent = await sends();
      const sum = sent.reduce((total, count) => total + count, 0);
      figure(
        'S5',
        `PINs sent for ${String(ASKERS)} askers from as many addresses, 4 destinations`,
        'at most 4',
        sum,
      );
      expect(sent).toEqual([1, 1, 1, 1]);
    },
  );

  it('gets ten a day to one destination, however often', { timeout: TEST_TIMEOUT_MS }, async () => {
    let asked = 0;
    for (let step = 0; step < STEPS; step++) {
      for (let index = 0; index < 16; index += IS_LONG ? 1 : 4, asked++) await ask(index);
      await bed.letPass(STEP);
    }
    await bed.letPass(-STEP);
    const most = Math.max(...(await sends()));
    figure(
      'S5',
      `PINs sent to one destination in a day of ${String(asked)} askers`,
      `at most ${String(PER_DESTINATION_DAILY)}`,
      most,
    );
    expect(most).toBe(PER_DESTINATION_DAILY);
  });

  it('waits for one number alike, whoever has it and whether its pair is somebody’s', async () => {
    const others = ['20000001', '20000002'];
    for (const id of others)
      await aCustomer(id)
        .below(HEAD_OFFICE_ID)
        .withMobile(TARO.mobile)
        .withLogin(`a${id}@mail.example`, 'hash')
        .save(bed.db.manager);
    const ids = [TARO.customerId, ...others, '09999999', '09999998'];
    const open = async (customerId: string) => {
      const visitor = bed.visitor();
      const run = await visitor.post('login-id-resets', { customerId, phone: TARO.mobile });
      const { destinations } = JSON.parse(run.text) as PinRun;
      return {
        visitor,
        sms: destinations.find(({ label }) => label === '***-****-*770 (ショートメッセージ)')!,
      };
    };
    for (const [index, sender] of ids.entries()) {
      const first = await open(sender);
      expect(first.sms.waitSeconds).toBe(0);
      expect((await first.visitor.post('pin-run/pin', { destinationId: first.sms.id })).status).toBe(202);
      for (const id of ids) {
        const { visitor, sms } = await open(id);
        expect(sms.waitSeconds).toBeGreaterThan(30);
        const refused = await visitor.post('pin-run/pin', { destinationId: sms.id });
        expect(refused.code).toBe('pin.resend_too_soon');
      }
      await bed.letPass(2 ** index);
    }
  });
});
