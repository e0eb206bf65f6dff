import { hashPassword } from '@daiko/server-auth';
import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { SecretDeriver } from '@daiko/server-platform';
import { testConfig, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pepperCommand } from '../../src/admin/pepper-command';

const OLD = `p1:${Buffer.alloc(32, 21).toString('base64')}`;
const NEW = `p2:${Buffer.alloc(32, 22).toString('base64')}`;

describe('npm run admin -- pepper', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await testDatabase();
    const tx = database.db.manager;
    await saveMasters(tx);
    const hash = await hashPassword('midori-no-kaze-2026', testConfig({ PEPPER_KEYS: OLD }));
    for (const [id, kept] of [
      ['01000001', hash],
      ['01000002', hash.replace(',keyid=p1', '')],
    ] as const)
      await aCustomer(id).below(HEAD_OFFICE_ID).withLogin(`${id}@mail.example`, kept).save(tx);
  });
  afterAll(() => database.drop());

  async function run(keys: string): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const config = testConfig({ PEPPER_KEYS: keys });
    const secrets = new SecretDeriver(config.values.SECRET_KEYS);
    const say = (line: string) => lines.push(line);
    return { code: await pepperCommand.run([], { db: database.db, config, secrets, say }), lines };
  }

  it('tells what still hangs on the old key', async () => {
    const { code, lines } = await run(`${NEW},${OLD}`);
    expect(code).toBe(0);
    expect(lines).toEqual([
      expect.stringContaining('key "p2", the newest: 0 logins'),
      expect.stringMatching(/^key "p1": 1 logins.*old system$/),
      expect.stringContaining('without a key yet: 1 logins'),
    ]);
  });

  it('says when a key may go', async () => {
    const { lines } = await run(`${OLD},${NEW}`);
    expect(lines[1]).toMatch(/^key "p2": 0 logins.*; it may be taken out$/);
  });

  it('finds that a key was taken out too early', async () => {
    const { code, lines } = await run(NEW);
    expect(code).toBe(1);
    expect(lines.at(-1)).toMatch(/^FAULT: key "p1" is not in PEPPER_KEYS: 1 logins/);
  });
});
