import { hash } from '@node-rs/argon2';
import { createHash } from 'node:crypto';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { People } from '../../test/people';
import { PasswordHasher } from '../password/password-hasher';

describe('a password as it is typed', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const somebodyWith = async (passwordHash: string) => {
    const person = await people.somebody();
    await bed.db.query('UPDATE credential SET password_hash = $2 WHERE customer_id = $1', [
      person.customerId,
      passwordHash,
    ]);
    return person;
  };
  const hashOf = async (customerId: string) => {
    const [row] = await bed.db.query<{ hash: string }[]>(
      'SELECT password_hash AS hash FROM credential WHERE customer_id = $1',
      [customerId],
    );
    return row!.hash;
  };

  it.each(['ｋａｚｅ２０１９', 'midori①2019', 'か\u3099くしん㈱2019'])(
    'opens a login of the old system to the letter: %s',
    async (password) => {
      const { customerId, legacyLoginIds } = await people.somebodyFromTheOldSystem();
      const md5 = createHash('md5').update('s4lt').update(password).digest('hex');
      await bed.db.query('UPDATE legacy_login SET foreign_hash = $2 WHERE customer_id = $1', [
        customerId,
        `md5:s4lt:${md5}`,
      ]);
      const { status } = await bed.browser().signIn(legacyLoginIds[0], password);
      expect(status).toBe(201);
      // Its hash is one of ours by now.
      expect((await bed.browser().signIn(legacyLoginIds[0], password)).status).toBe(201);
      expect((await bed.browser().signIn(legacyLoginIds[1], `${password}x`)).status).toBe(401);
    },
  );

  it.each([
    ['asagiri\\tanbo\\3188', 'asagiri¥tanbo¥3188'],
    ['asagiri\\tanbo\\3188', 'asagiri￥tanbo￥3188'],
    ['asagiri\\tanbo\\3188', 'asagiri＼tanbo＼3188'],
    ['asagiri¥tanbo¥3188', 'asagiri\\tanbo\\3188'],
    ['nami〜no〜oto〜7', 'nami～no~oto\u203e7'],
    ['yama-no-oto-77', 'yama−no‐oto–77'],
    ['すーぱーのやね', 'す−ぱ-のやね'],
    ["hana's garden 8", 'hana’s　garden 8'],
    ['"umi" no iro 91', '“umi” no iro 91'],
    ['ｋａｚｅ　no oto 1', 'kaze no oto 1'],
    ['kaze❤️no oto 1', 'kaze❤no oto 1'],
  ])(
    '%s is the same password as %s: the same key gives the one here, the other there',
    async (set, typed) => {
      const person = await somebodyWith(await bed.get(PasswordHasher).hash(set));
      expect((await bed.browser().signIn(person.loginId, typed)).status).toBe(201);
      expect((await bed.browser().signIn(person.loginId, `${typed}x`)).status).toBe(401);
    },
  );

  it('opens a login whose hash is older than this, and has it made anew', async () => {
    const older = await hash('asagiri¥tanbo¥3188', { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    const person = await somebodyWith(older);
    expect((await bed.browser().signIn(person.loginId, 'asagiri￥tanbo￥3188')).status).toBe(201);
    await expect.poll(() => hashOf(person.customerId)).not.toBe(older);
    expect((await bed.browser().signIn(person.loginId, 'asagiri\\tanbo\\3188')).status).toBe(201);
  });
});
