import { testConfig, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';

const [OLD_KEY = ''] = testConfig().values.SECRET_KEYS;

describe('while a key of SECRET_KEYS is exchanged', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  /** Guesses until somebody has to wait, on a server with these keys. @returns how many were compared */
  const guessed = async (keys: string): Promise<number> => {
    const bed = await AuthBed.start(database.url, { SECRET_KEYS: keys });
    const browser = bed.browser();
    browser.address = '198.51.100.7';
    for (let count = 0; ; count++) {
      const { code } = await browser.signIn('minori@mail.example', `chigau-kagi-${String(count)}`);
      if (code === 'sign_in.refused') continue;
      expect(code).toBe('rate_limit.exceeded');
      await bed.stop();
      return count;
    }
  };

  it('the wrong passwords that were counted stay counted', async () => {
    expect(await guessed(OLD_KEY)).toBe(6); // five are free, the sixth begins a wait
    await database.db.query("UPDATE sign_in_throttle SET blocked_until = now() + interval '1 hour'");
    expect(await guessed(`newest:${randomBytes(32).toString('base64')},${OLD_KEY}`)).toBe(0);
  });
});
