import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../test/auth-bed';
import { NEW_PASSWORD, PASSWORD, People } from '../test/people';
import { Walk } from '../test/walk';

describe('the database after every way was walked', () => {
  let database: TestDatabase;
  let bed: AuthBed;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  /** Every row of every table, the queue's included, as text. */
  const dump = async (): Promise<string> => {
    const tables = await bed.db.query<{ name: string }[]>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'bullmq')`,
    );
    const rows = await Promise.all(
      tables.map(({ name }) => bed.db.query(`SELECT row::text FROM ${name} AS row`)),
    );
    return JSON.stringify(rows);
  };

  it('holds no PIN, no token and no password, in no table and no job', async () => {
    const people = await People.settle(bed);
    const walk = new Walk(bed);
    const person = await people.somebody();
    const device = bed.browser();
    await device.signIn(person.loginId, PASSWORD);
    await device.signIn(person.loginId, 'canary-wrong-password');
    const waiting = await walk.resetPassword(person);
    const pin = await bed.lastPin(person.customerId);
    const [link] = await bed.linkTokens(person.customerId);
    const notMe = await bed.notMeToken(person.customerId, 'password_link');
    await bed.browser().post('mail-links/password', { token: link, password: NEW_PASSWORD });

    const held = await dump();
    expect(held).toContain(person.customerId);
    const cookies = [...device.cookies.values(), ...waiting.cookies.values()];
    for (const secret of [...cookies, link!, notMe, PASSWORD, NEW_PASSWORD, 'canary-wrong-password']) {
      expect(held).not.toContain(secret);
      expect(held).not.toContain(Buffer.from(secret).toString('hex'));
    }
    // Between digits a PIN could stand by chance, in a time or a hash.
    expect(held).not.toMatch(new RegExp(`(?<![0-9a-f.])${pin}(?![0-9a-f])`));
  });
});
