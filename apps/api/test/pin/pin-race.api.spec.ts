import { SecretDeriver } from '@daiko/server-platform';
import { figure, IS_LONG } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import { postOverTcp } from '../support/over-tcp';
import type { Visitor } from '../support/visitor';

/** Requests with the right PIN, or with wrong ones, that arrive at once. */
const AT_ONCE = IS_LONG ? 1_000 : 250;
/** A PIN is compared no oftener, whatever arrives. */
const COMPARISONS = 5;
const TEST_TIMEOUT_MS = 120_000;
/** Those limits would stop the race before it begins. */
const WIDE = {
  VERIFICATIONS_PER_RUN_MINUTE: '100000',
  VERIFICATIONS_PER_ADDRESS_MINUTE: '100000',
  PIN_RESEND_SECONDS: '1',
  PIN_GUESSES_WORK: '100000',
};

describe('a PIN that many requests bring at once, over TCP', () => {
  let bed: ApiBed;
  let origin: string;

  beforeAll(async () => {
    bed = await ApiBed.start(WIDE);
    origin = await bed.listen();
    await warmUp();
  });
  afterAll(() => bed.stop());

  /** With a cold pool the first would be alone. */
  async function warmUp(): Promise<void> {
    const stranger = { cookies: new Map([['__Host-run', 'a'.repeat(43)]]), address: '2001:db8:ffff::1' };
    await Promise.all(
      Array.from({ length: 50 }, () =>
        postOverTcp(origin, stranger, 'password-resets/completion', { code: '000000' }),
      ),
    );
  }

  async function withPin(): Promise<{ visitor: Visitor; pin: string }> {
    await bed.letPass(60);
    const visitor = bed.visitor();
    const run = await visitor.post('password-resets', { email: TARO.loginId, phone: TARO.landline });
    expect((await visitor.issuePin(run)).status).toBe(202);
    return { visitor, pin: await bed.lastPin() };
  }

  /** On a slow machine most of a thousand wait too long for a connection, and are told so: they come again. */
  async function untilHeard(visitor: Visitor, code: string): ReturnType<typeof postOverTcp> {
    const answer = await postOverTcp(origin, visitor, 'password-resets/completion', { code });
    return answer.status === 503 ? untilHeard(visitor, code) : answer;
  }

  /** What came of each, and how often a PIN was computed to be compared. */
  async function race(visitor: Visitor, codes: string[]) {
    const computed = vi.spyOn(bed.app.get(SecretDeriver), 'pin');
    const answers = await Promise.all(codes.map((code) => untilHeard(visitor, code)));
    const count = (of: string | undefined) => answers.filter(({ code }) => code === of).length;
    return { answers, count, compared: computed.mock.calls.length };
  }

  it(`succeeds once of ${String(AT_ONCE)} right ones`, { timeout: TEST_TIMEOUT_MS }, async () => {
    const { visitor, pin } = await withPin();
    const { count, compared, answers } = await race(visitor, Array<string>(AT_ONCE).fill(pin));
    figure('S1', `successes of ${String(AT_ONCE)} right PINs at once`, 'exactly 1', count(undefined));
    figure('S1', 'comparisons made for them', `at most ${String(COMPARISONS)}`, compared);
    expect(count(undefined)).toBe(1);
    expect(answers.find(({ code }) => code === undefined)?.status).toBe(202);
    expect(compared).toBeLessThanOrEqual(COMPARISONS);
    const [row] = await bed.db.query(
      `SELECT count(*)::int AS links FROM mail_link WHERE purpose = 'password'`,
    );
    expect(row.links).toBe(1);
  });

  it(
    `is compared five times when ${String(AT_ONCE)} wrong ones arrive`,
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      const { visitor, pin } = await withPin();
      const wrong = Array.from({ length: AT_ONCE }, (_, index) =>
        String((Number(pin) + 1 + index) % 1_000_000).padStart(6, '0'),
      );
      const { count, compared } = await race(visitor, wrong);
      figure(
        'S1',
        `comparisons made for ${String(AT_ONCE)} wrong PINs at once`,
        `at most ${String(COMPARISONS)}`,
        compared,
      );
      expect(compared).toBeLessThanOrEqual(COMPARISONS);
      expect(count('pin.mismatch')).toBe(COMPARISONS - 1);
      expect(count('pin.locked')).toBe(AT_ONCE - COMPARISONS + 1);
      const right = await visitor.post('password-resets/completion', { code: pin });
      expect(right.code).toBe('pin.locked');
    },
  );
});
