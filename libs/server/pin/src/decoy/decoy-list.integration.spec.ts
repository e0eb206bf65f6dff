import { HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { DestinationStore, inOrder } from '@daiko/server-customer';
import { SecretDeriver, StableKey } from '@daiko/server-platform';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { People, POPULATIONS, savePeople, type Person } from '../../test/decoy-population';
import type { ContactStatistics } from './contact-statistics';
import { ContactStatisticsStore } from './contact-statistics.store';
import { ContactCounter } from './count-contacts';
import { DecoyListService } from './decoy-list.service';
import { SeededDraw } from './seeded-draw';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const [OLD, NEW] = [key('old', 1), key('new', 2)];
const PAIRS = Array.from({ length: 40 }, (_, index) => ({
  identifier: String(9_000_000 + index).padStart(8, '0'),
  phone: `+8190222${String(20_000 + index)}`,
}));

describe('the list of a pair that is nobody’s', () => {
  let database: TestDatabase;
  let people: Person[];

  beforeAll(async () => {
    database = await testDatabase();
    await saveMasters(database.db.manager);
    const crowd = new People(POPULATIONS[2]!, new SeededDraw(Buffer.from('crowd')), 30_000_000);
    people = Array.from({ length: 300 }, () => crowd.one());
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    await database.db.query('TRUNCATE stable_key, decoy_list, contact_statistics');
    for (const table of ['contact_point', 'credential']) await database.db.query(`DELETE FROM ${table}`);
    await database.db.query('DELETE FROM customer WHERE customer_id >= $1', [people[0]!.customerId]);
  });

  /** A process that starts with these keys. */
  async function started(
    ...keys: string[]
  ): Promise<{ stable: StableKey; lists: () => Promise<string[][]> }> {
    const { db } = database;
    const stable = new StableKey(db, new SecretDeriver(keys));
    await stable.onModuleInit();
    const decoys = new DecoyListService(db, new ContactStatisticsStore(db), stable);
    const lists = () =>
      Promise.all(
        PAIRS.map(async (pair) => {
          const list = await decoys.of(stable.derive('subject', pair.identifier, pair.phone), pair);
          return list.map(({ label, number }) => `${label} ${number}`);
        }),
      );
    return { stable, lists };
  }
  const saved = () => savePeople(database.db, people, HEAD_OFFICE_ID);
  const countAgain = async () => {
    await database.db.query("UPDATE contact_statistics SET counted_at = now() - interval '1 hour'");
    expect(await new ContactStatisticsStore(database.db).refresh()).toBe(true);
  };

  it('stays the same when contacts are counted anew, though others are drawn from then on', async () => {
    const before = await (await started(OLD)).lists();
    await saved();
    await countAgain();
    expect(await (await started(OLD)).lists()).toEqual(before);
    await database.db.query('TRUNCATE decoy_list');
    expect(await (await started(OLD)).lists()).not.toEqual(before);
  });

  it('is drawn once: who asks again and again measures no drawing', async () => {
    const statistics = new ContactStatisticsStore(database.db);
    const drawings = vi.spyOn(statistics, 'read');
    const { stable } = await started(OLD);
    const decoys = new DecoyListService(database.db, statistics, stable);
    const ask = () => decoys.of(stable.derive('subject', 'once'), PAIRS[0]!);
    const first = await ask();
    expect([await ask(), await ask()]).toEqual([first, first]);
    expect(drawings).toHaveBeenCalledTimes(1);
  });

  it('is one list for all who ask first at once, though they would draw different ones', async () => {
    const { lists } = await started(OLD); // its statistics are the defaults from now on
    await lists();
    await database.db.query('TRUNCATE decoy_list');
    await saved();
    await countAgain();
    const [before, after] = await Promise.all([lists(), (await started(OLD)).lists()]);
    expect(after).toEqual(before);
  });

  it('stays the same while a key of SECRET_KEYS is exchanged, and after the old one is gone', async () => {
    const before = await (await started(OLD)).lists();
    for (const keys of [[OLD, NEW], [NEW, OLD], [NEW]])
      expect(await (await started(...keys)).lists()).toEqual(before);
  });

  it('is another one once the key is lost, and the process starts all the same', async () => {
    const before = await (await started(OLD)).lists();
    expect(await (await started(NEW)).lists()).not.toEqual(before);
  });

  it('is the same in processes that make the key at the same moment', async () => {
    const processes = await Promise.all(Array.from({ length: 8 }, () => started(OLD)));
    const subjects = processes.map(({ stable }) => stable.derive('subject', 'x').toString('hex'));
    expect(new Set(subjects).size).toBe(1);
  });

  it('tells nobody who reads the database what was typed', async () => {
    await (await started(OLD)).lists();
    const [row] = await database.db.query<{ text: string }[]>(
      "SELECT string_agg(list::text, ' ') || (SELECT stable_key::text FROM stable_key) AS text FROM decoy_list AS list",
    );
    for (const { identifier, phone } of PAIRS)
      expect(row?.text).not.toMatch(new RegExp(`${identifier}|${phone.slice(3)}`));
  });

  it('is drawn from customers whose list somebody may be shown, as they are listed', async () => {
    const { db } = database;
    await saved();
    await countAgain();
    const counted = await countsOf();
    const counter = new ContactCounter();
    for (const { loginId, contacts } of people) counter.add({ loginId, contacts: inOrder(contacts) });
    expect(counted).toEqual(counter.result());
    const [one] = people;
    const listed = await new DestinationStore(db).of(one!.customerId);
    expect(new Set(listed.map(({ value }) => value))).toEqual(
      new Set(one!.contacts.map(({ value }) => value)),
    );
    await db.query('UPDATE customer SET suspended_at = now() WHERE parent_customer_id IS NOT NULL');
    await countAgain();
    expect(await countsOf()).toEqual(new ContactCounter().result());
  });

  it('shows no domain, no letters and no digits that fewer than five customers have', () => {
    const counter = new ContactCounter();
    const add = (mail: string, phone: string) =>
      counter.add({
        loginId: mail,
        contacts: [
          { kind: 'landline', value: phone },
          { kind: 'email', value: mail },
          { kind: 'email', value: `x${mail}` },
        ],
      });
    for (let index = 0; index < 4; index++) add(`qz${String(index)}@himitsu-no-kaisha.co.jp`, '+81466123777');
    for (let index = 0; index < 5; index++) add(`ka${String(index)}@gmail.com`, '+81466123300');
    const text = JSON.stringify(counter.result());
    expect(text).toMatch(/gmail\.com/);
    expect(text).toMatch(/"300"/);
    expect(text).not.toMatch(/himitsu|"qz"|"777"/);
  });

  async function countsOf(): Promise<ContactStatistics> {
    const [row] = await database.db.query<{ counts: ContactStatistics }[]>(
      'SELECT counts FROM contact_statistics',
    );
    return row!.counts;
  }
});
