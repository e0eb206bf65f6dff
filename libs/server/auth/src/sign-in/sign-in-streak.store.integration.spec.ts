import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { SignInStreakStore, type CountedStreak } from './sign-in-streak.store';

const LOGIN_ID = 'streak@example.jp';
const LINE_UP = { timeout: 10_000, interval: 20 };
const WAITING = `
  SELECT FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%sign_in_streak%'`;

describe('wrong passwords in a row, of a login ID and of a browser', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let store: SignInStreakStore;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    store = bed.get(SignInStreakStore);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  /** A browser whose key stands before that of the login ID, and one whose key stands behind it. */
  const browsersOnBothSides = async (): Promise<[string, CountedStreak][]> => {
    const isBefore = new Map<boolean, [string, CountedStreak]>();
    for (let index = 0; isBefore.size < 2; index++) {
      const streak = await store.count(LOGIN_ID, Buffer.from('a'), `browser-${String(index)}`);
      const [login, browser] = streak.keys;
      isBefore.set(Buffer.compare(browser!, login!) < 0, [`browser-${String(index)}`, streak]);
    }
    return [...isBefore.values()];
  };
  const lock = (db: Pick<DataSource, 'query'>, key: Buffer, how = '') =>
    db.query<unknown[]>(`SELECT FROM sign_in_streak WHERE key = $1 FOR UPDATE ${how}`, [key]);

  it.each([
    ['counting', (token: string) => store.count(LOGIN_ID, Buffer.from('b'), token)],
    ['taking back', (_token: string, streak: CountedStreak) => store.takeBack(streak)],
    ['clearing', (token: string) => bed.db.transaction((tx) => store.clear(tx, LOGIN_ID, token))],
  ])('are locked in one order by %s: acts at once wait in no circle', async (_name, act) => {
    for (const [token, streak] of await browsersOnBothSides()) {
      await store.count(LOGIN_ID, Buffer.from('a'), token);
      const [first, last] = streak.keys.toSorted((one, other) => Buffer.compare(one, other));
      const acted = await bed.db.transaction(async (tx) => {
        await lock(tx, first!);
        const acting = act(token, streak);
        await vi.waitFor(async () => expect(await bed.db.query(WAITING)).toHaveLength(1), LINE_UP);
        // Who waits for the first of the two holds nothing yet.
        expect(await lock(tx, last!, 'NOWAIT')).toHaveLength(1);
        return { acting };
      });
      await acted.acting;
    }
  });
});
