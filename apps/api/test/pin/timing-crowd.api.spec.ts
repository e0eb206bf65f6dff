import { aCustomer } from '@daiko/server-builders';
import { IS_LONG } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import { expectNoTellBetween, timed } from '../support/area-under-curve';

/** Sign-ins at once: far more than are compared at a time, so that nearly all of the time is waiting. */
const AT_ONCE = 100;
const ROUNDS = IS_LONG ? 40 : 4;
const TEST_TIMEOUT_MS = 1_200_000;
/** bcrypt with cost 10, and salted SHA-1: a slow and a quick hash of the old system. */
const OLD_HASHES = {
  'kyuu-osoi': '$2b$10$abcdefghijklmnopqrstuuhm0WXFGhjzvgVNsIYFWGDWIE8Yjpi4W',
  'kyuu-hayai': '{SSHA}xo1JP0g9ZMutWMc9qqZY1Mu997dzYWx0c2FsdA==',
};

describe(`the time of an answer tells nothing to whom ${String(AT_ONCE)} sign-ins at once are answered`, () => {
  let bed: ApiBed;
  let wrong = 0;

  beforeAll(async () => {
    bed = await ApiBed.start({ SIGN_IN_HOURLY_FAILURES: '100000' });
    const customer = aCustomer('01077000').below(TARO.customerId);
    for (const [loginId, foreignHash] of Object.entries(OLD_HASHES)) {
      customer.withLegacyLogin({ loginId, foreignHash, lastSignedInDaysAgo: 1, createdDaysAgo: 900 });
    }
    await customer.save(bed.db.manager);
  });
  afterAll(() => bed.stop());

  it.each([
    ['a login', TARO.loginId],
    ['an old login with a slow hash', 'kyuu-osoi'],
    ['an old login with a quick hash', 'kyuu-hayai'],
  ])('for %s', { timeout: TEST_TIMEOUT_MS }, async (what, loginId) => {
    const times = { known: [] as number[], unknown: [] as number[] };
    const signIn = async (kind: keyof typeof times, name: string) => {
      const body = { loginId: name, password: `chigau-kagi-${String(++wrong)}` };
      times[kind].push(await timed(() => bed.visitor().post('sessions', body)));
    };
    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(
        Array.from({ length: AT_ONCE }, (_, index) =>
          (index + round) % 2 === 0
            ? signIn('known', loginId)
            : signIn('unknown', `dare${String(wrong)}@gmail.com`),
        ),
      );
    }
    expectNoTellBetween(`${String(AT_ONCE)} sign-ins at once, ${what}`, times.known, times.unknown);
  });
});
