import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { affectedIn } from '@daiko/server-audit';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

/** Below 環境 太郎 in the demo network. */
const BELOW = '01058735';
/** An import that is over. */
const RUN = '01890000-0000-7000-8000-000000000001';

/** Where there is nobody to show in the demo network, with what the test below adds to it. */
const SHOWS_NOBODY = ['customers/export-losses'];

/** Every way to read data of other customers, and as what it is recorded; of whom, where it is one. */
const READINGS: [path: string, event: string, subject: string | null][] = [
  ['customers', 'customer.searched', null],
  ['customers/export.csv?encoding=utf-8', 'customer.exported', null],
  ['customers/export-losses', 'customer.searched', null],
  ['customers/export.xlsx', 'customer.exported', null],
  [`customers/${BELOW}`, 'customer.read', BELOW],
  [`customers/${BELOW}/children`, 'customer.read', BELOW],
  [`customers/${BELOW}/move?parentCustomerId=00000001`, 'customer.read', BELOW],
  [`customers/${BELOW}/login`, 'customer.read', BELOW],
  [`customers/${BELOW}/contacts`, 'customer.read', BELOW],
  ['contact-change-requests', 'customer.searched', null],
  ['campaign', 'campaign.read', null],
  ['campaign/customers', 'campaign.read', null],
  ['campaign/export.csv', 'campaign.read', null],
  ['campaign/export.xlsx', 'campaign.read', null],
  ['operations/notifications', 'operations.read', null],
  [`operations/customers/${BELOW}/timeline`, 'audit.read', BELOW],
  [`operations/imports/runs/${RUN}/errors.csv`, 'operations.read', null],
  [`operations/consolidations?customerId=${BELOW}`, 'operations.read', BELOW],
];
/** What is read of others there is a number, a name that is on every page, or nothing. */
const WITHOUT = [
  'customers/counts',
  'customers/network',
  'customers/me',
  'registration-options',
  'postal-codes/{postalCode}',
  'attention',
  'campaign/reminders',
  'campaign/reminders/progress',
  'operations/delivery',
  'operations/imports',
  'operations/messages',
];
/** 職員 花子. */
const OPERATOR = '00000101';
/** The same rows as a text. */
const csvOf = (path: string) =>
  path.replace('.xlsx', path.startsWith('campaign') ? '.csv' : '.csv?encoding=utf-8');

const OF_OTHERS =
  /^\/api\/(customers|campaign|contact-change|operations|attention|registration-options|postal)/;

describe('the trail of who read whose data', () => {
  let bed: ApiBed;
  let operator: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    operator = await bed.operator();
    await bed.db.query(
      "INSERT INTO import_run (id, state, dry_run, finished_at) VALUES ($1, 'done', true, now())",
      [RUN],
    );
  });
  afterAll(() => bed.stop());

  it.each(READINGS)('GET %s is in it as %s', async (path, event, subject) => {
    const [before] = await bed.db.query('SELECT coalesce(max(id), 0) AS id FROM audit_event');
    const { status } = await operator.get(path);
    expect(status).toBe(200);
    const found = await bed.db.query(
      `SELECT event, subject, host(address) IS NOT NULL AS "hasAddress" FROM audit_event
       WHERE id > $1 AND actor = (SELECT customer_id FROM session ORDER BY signed_in_at DESC LIMIT 1)`,
      [before.id],
    );
    expect(found).toContainEqual({ event, subject, hasAddress: true });
  });

  /** お客様IDs in an answer, whatever its form, without those of who asks. */
  function idsIn(text: string, own: string): string[] {
    const ids = [...text.matchAll(/(?<![\w.-])\d{8}(?![\w.-])/g)].map(([id]) => id);
    return [...new Set(ids)].filter((id) => id !== own).sort();
  }
  async function affectedToday(actor: string): Promise<string[]> {
    const [{ today }] = await bed.db.query(`SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date::text AS today`);
    const affected = await affectedIn(bed.db, { from: today, to: today }, actor);
    return affected.map(({ customerId }) => customerId);
  }

  describe('names everybody whose data was answered', () => {
    let dealer: Visitor;

    beforeAll(async () => {
      dealer = await bed.steppedUp();
      // Somebody for each list: a change that waits, a message, a consolidation, a refused row, a shared address.
      await dealer.post(`customers/${BELOW}/contacts/phones`, { phone: '090-3333-4821' });
      const person = bed.visitor();
      await person.issuePin(
        await person.post('login-id-resets', { customerId: TARO.customerId, phone: TARO.mobile }),
      );
      await bed.db.query(`INSERT INTO consolidation (customer_id, done_at) VALUES ('${BELOW}', now())`);
      await bed.db.query(
        `INSERT INTO import_line (run_id, file, row_number, customer_id, column_name, reason)
         VALUES ($1, 'お客様.csv', 2, '01058748', '氏名', 'required'), ($1, 'お客様.csv', 3, '=1+1', '氏名', 'required')`,
        [RUN],
      );
    });
    beforeEach(() => forgetAll());

    /** Whatever was recorded before says nothing of the answer that is asked for now. */
    async function forgetAll(): Promise<void> {
      await bed.db.query('ALTER TABLE audit_event DISABLE TRIGGER USER');
      await bed.db.query('TRUNCATE audit_event');
      await bed.db.query('ALTER TABLE audit_event ENABLE TRIGGER USER');
    }

    it.each(READINGS)('of GET %s', async (path) => {
      const { text, status } = await operator.get(path);
      expect(status).toBe(200);
      const shown = idsIn(path.endsWith('xlsx') ? (await operator.get(csvOf(path))).text : text, OPERATOR);
      const affected = await affectedToday(OPERATOR);
      expect(affected).toEqual(expect.arrayContaining(shown));
      if (!SHOWS_NOBODY.includes(path)) expect(affected.length).toBeGreaterThan(0);
    });

    it('of a list whose rows name dealers without their お客様ID, the dealers too', async () => {
      await operator.get('customers?query=01058741');
      expect(await affectedToday(OPERATOR)).toEqual(['01058735', '01058741']);
    });

    it('of messages, whose lines show addresses alone', async () => {
      await operator.get('operations/notifications');
      expect(await affectedToday(OPERATOR)).toContain(TARO.customerId);
    });

    it('of an import’s errors, and of nobody where the column holds something else', async () => {
      await operator.get(`operations/imports/runs/${RUN}/errors.csv`);
      expect(await affectedToday(OPERATOR)).toEqual(['01058748']);
    });

    it('of duplicates that a registration is warned of', async () => {
      const { text } = await dealer.post('customers/duplicates', {
        kana: 'アオバ ユミコ',
        phone1: '090-3333-4822',
        parentCustomerId: '01058735',
      });
      expect(idsIn(text, TARO.customerId)).toEqual(['01058737']);
      expect(await affectedToday(TARO.customerId)).toEqual(['01058734', '01058735', '01058737']);
    });

    it('of an address that several have, whoever else has it', async () => {
      const email = 'oyako@mail.example';
      await dealer.send({
        method: 'PUT',
        path: '/api/customers/01058738/login',
        body: JSON.stringify({ email, version: 0 }),
      });
      await forgetAll();
      const { text } = await dealer.send({
        method: 'PUT',
        path: '/api/customers/01058742/login',
        body: JSON.stringify({ email, version: 0 }),
      });
      expect(idsIn(text, TARO.customerId)).toEqual(['01058738', '01058742']);
      expect(await affectedToday(TARO.customerId)).toEqual(['01058738', '01058742']);
    });

    it('of an export of thousands, within the five minutes that a report may take', async () => {
      await bed.db.query(
        `INSERT INTO audit_event (event, result, actor, detail)
         SELECT 'customer.exported', 'done', '${OPERATOR}', jsonb_build_object('customers',
           (SELECT string_agg(lpad((piece * 2000 + 2 * step)::text, 8, '0'), ',') FROM generate_series(1, 1000) AS step))
         FROM generate_series(1, 100) AS piece`,
      );
      const affected = await affectedToday(OPERATOR);
      expect(affected).toHaveLength(100_000);
      expect(affected.slice(0, 2)).toEqual(['00002002', '00002004']);
    });

    it('and of a refused access nobody, because nothing was shown', async () => {
      await dealer.get('customers/01058702');
      expect(await affectedToday(TARO.customerId)).toEqual([]);
    });
  });

  it('knows every way to read of others that the document has', () => {
    const ways = bed
      .documented('get')
      .filter((path) => OF_OTHERS.test(path))
      .map((path) => path.replace('/api/', ''));
    const known = [
      ...READINGS.map(([path]) =>
        path.replace(BELOW, '{customerId}').replace(RUN, '{id}').replace(/\?.*/, ''),
      ),
      ...WITHOUT,
    ];
    expect(ways.filter((way) => !known.includes(way))).toEqual([]);
  });
});
