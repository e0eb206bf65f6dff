import { assertClocksAgree } from '@daiko/server-platform';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('assertClocksAgree', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
  });
  afterAll(() => database.drop());

  it('lets a process start whose clock is the database’s', async () => {
    await expect(assertClocksAgree(database.db)).resolves.toBeUndefined();
  });

  it.each([-3_000, 3_000])('refuses to start %i ms off', async (deviation) => {
    await expect(assertClocksAgree(database.db, () => Date.now() + deviation)).rejects.toThrow('ms off');
  });
});
