import type {
  Attention,
  CampaignBoard,
  CampaignPage,
  ReminderPlan,
  ReminderProgress,
} from '@daiko/contracts';
import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import type { Answer, Visitor } from '../support/visitor';

/** A dealer of this test's own below 環境 太郎, and people below it, one for each cause. */
const SHOP = '03000001';
const [SEVERAL, NONE, INVITED, BOUNCING, NO_PHONE, WELL] = [2, 3, 4, 5, 6, 7].map((n) => `0300000${n}`) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

/** Customers without a login directly below each of some dealers: more than a page of each. */
const MANY = 70;
const CROWDS = `
  INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
  SELECT id, 'personal', '行列', 'ギョウレツ', '行列', 'member', 'member', dealer, id::ltree
  FROM (SELECT '04' || lpad((row_number() OVER (ORDER BY number, dealer))::text, 6, '0') AS id, dealer
          FROM generate_series(1, $1::int) AS number, unnest($2::text[]) AS dealer) AS made`;

describe('the campaign for one login each', () => {
  let bed: ApiBed;
  let operator: Visitor;
  let dealer: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    operator = await bed.operator();
    dealer = await bed.steppedUp();
    const below = (id: string, name: string) => aCustomer(id).named(name, 'テスト').below(SHOP);
    await bed.db.transaction(async (tx) => {
      await aCustomer(SHOP)
        .ranked('shop')
        .below(TARO.customerId)
        .withMobile('090-7000-0001')
        .withLogin('shop@mail.example', 'x')
        .save(tx);
      await below(SEVERAL, '複数')
        .withMobile('090-7000-0002')
        .withLogin('several@mail.example', 'x')
        .save(tx);
      await below(NONE, '未設定').withMobile('090-7000-0003').save(tx);
      await below(INVITED, '確認待ち').withMobile('090-7000-0004').invitedAt('invited@mail.example').save(tx);
      await below(BOUNCING, '不達')
        .withMobile('090-7000-0005')
        .withLogin('bouncing@mail.example', 'x')
        .save(tx);
      await below(NO_PHONE, '電話なし').withLogin('nophone@mail.example', 'x').save(tx);
      await below(WELL, '済み').withMobile('090-7000-0007').withLogin('well@mail.example', 'x').save(tx);
      await tx.query(`UPDATE contact_point SET failed_at = now() WHERE customer_id = $1 AND kind = 'email'`, [
        BOUNCING,
      ]);
      for (const id of [SEVERAL, SEVERAL, WELL, WELL]) {
        await tx.query(
          `INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash)
           SELECT $1, id, id, 'x' FROM (SELECT gen_random_uuid()::text AS id) AS made`,
          [id],
        );
      }
      await tx.query(
        `WITH done AS (INSERT INTO consolidation (customer_id, done_at) VALUES ($1, now()) RETURNING id)
         UPDATE legacy_login SET retired_at = now(), consolidation_id = done.id FROM done WHERE customer_id = $1`,
        [WELL],
      );
    });
  });
  beforeEach(async () => {
    await bed.db.query(`DELETE FROM notification WHERE template LIKE 'campaign%'`);
    await bed.db.query('DELETE FROM campaign_reminder');
    await bed.db.query('DELETE FROM campaign_summary');
  });
  afterAll(() => bed.stop());

  const read = ({ text }: Answer): unknown => JSON.parse(text);
  const listed = async (visitor: Visitor, query = '') =>
    (read(await visitor.get(`campaign/customers${query}`)) as CampaignPage).customers;

  it('is closed to customers without anybody below', async () => {
    const member = bed.visitor();
    await member.post('sessions', { loginId: 'demo04@mail.example', password: TARO.password });
    expect((await bed.visitor().get('campaign')).code).toBe('session.absent');
    expect((await member.get('campaign')).code).toBe('session.dealer_required');
  });

  it('counts each cause, and how many of several logins are one by now', async () => {
    const board = read(await dealer.get('campaign')) as CampaignBoard;
    expect(board.deadline).toBe('2027-03-31');
    expect(board.dealers.find(({ dealerId }) => dealerId === SHOP)).toMatchObject({
      customers: 6,
      hadSeveral: 2,
      consolidated: 1,
      causes: { several: 1, none: 1, invited: 1, bouncing: 1, noPhone: 1 },
    });
  });

  it('shows operators the whole tree and dealers their own subtree alone', async () => {
    const other = bed.visitor();
    await other.post('sessions', { loginId: 'demo00@mail.example', password: TARO.password });
    const dealersOf = async (visitor: Visitor) =>
      (read(await visitor.get('campaign')) as CampaignBoard).dealers.map(({ dealerId }) => dealerId);
    expect(await dealersOf(operator)).toContain(SHOP);
    expect(await dealersOf(dealer)).toContain(SHOP);
    expect(await dealersOf(other)).not.toContain(SHOP);
    expect(await listed(other, `?dealer=${SHOP}`)).toEqual([]);
  });

  it('lists whose login is not in order, by cause', async () => {
    const ids = async (query: string) => (await listed(dealer, query)).map(({ customerId }) => customerId);
    expect(await ids(`?dealer=${SHOP}`)).toEqual([SEVERAL, NONE, INVITED, BOUNCING, NO_PHONE]);
    expect(await ids(`?dealer=${SHOP}&cause=no_phone`)).toEqual([NO_PHONE]);
    expect(await ids(`?dealer=${SHOP}&cause=several`)).toEqual([SEVERAL]);
  });

  it('lists dealer by dealer, a page at a time, each customer once', async () => {
    const all = async (query: string) => {
      const seen: string[] = [];
      for (let after = ''; ;) {
        const answer = await dealer.get(`campaign/customers?${query}${after}`);
        const { customers, next } = read(answer) as CampaignPage;
        seen.push(...customers.map(({ customerId }) => customerId));
        if (next === null) return seen;
        after = `&after=${next}`;
      }
    };
    await bed.db.query(CROWDS, [MANY, [SHOP, TARO.customerId]]);
    const sorted = await bed.db.query<{ id: string }[]>(
      `SELECT customer_id AS id FROM customer WHERE customer_id LIKE '04%' ORDER BY parent_customer_id, customer_id`,
    );
    const listedCrowd = (await all('cause=none')).filter((id) => id.startsWith('04'));
    expect(listedCrowd).toEqual(sorted.map(({ id }) => id));
    await bed.db.query(`DELETE FROM customer WHERE customer_id LIKE '04%'`);
    expect((await all('cause=none')).filter((id) => id.startsWith('04'))).toEqual([]);
  });

  it('gives the list as a file', async () => {
    const csv = await dealer.get(`campaign/export.csv?dealer=${SHOP}`);
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text.split('\r\n').filter((line) => line.includes('0300000'))).toHaveLength(5);
    expect(csv.text).toContain('"03000002","複数"');
    const xlsx = await dealer.get(`campaign/export.xlsx?dealer=${SHOP}`);
    expect([xlsx.status, xlsx.text.slice(0, 2)]).toEqual([200, 'PK']);
  });

  describe('reminders', () => {
    const remind = () => dealer.post('campaign/reminders', { cause: 'all', dealer: SHOP });
    const mails = () =>
      bed.db.query<{ template: string; customerId: string; after: number }[]>(
        `SELECT template, customer_id AS "customerId", extract(epoch FROM due_at - created_at)::int AS after
           FROM notification WHERE template LIKE 'campaign%' ORDER BY due_at`,
      );

    it('go to confirmed addresses that take mails, one after the other, and to the dealer', async () => {
      const planned = read(await dealer.get(`campaign/reminders?dealer=${SHOP}`)) as ReminderPlan;
      const sent = read(await remind()) as ReminderPlan;
      expect(sent).toEqual({ customers: 2, unreachable: 3, dealers: 1, minutes: 1 });
      expect(planned).toEqual(sent);
      expect(await mails()).toEqual([
        { template: 'campaign_reminder', customerId: SEVERAL, after: 0 },
        { template: 'campaign_reminder', customerId: NO_PHONE, after: 1 },
        { template: 'campaign_summary', customerId: SHOP, after: 2 },
      ]);
    });

    it('can be followed until all have gone out, by who pressed alone', async () => {
      const progress = async (visitor: Visitor) =>
        (read(await visitor.get('campaign/reminders/progress')) as ReminderProgress).last;
      expect(await progress(dealer)).toBeNull();
      await remind();
      expect(await progress(dealer)).toMatchObject({ waiting: 3, sent: 0, failed: 0 });
      await bed.db.query(
        `UPDATE notification SET state = CASE template WHEN 'campaign_summary' THEN 'failed' ELSE 'sent' END
          WHERE template LIKE 'campaign%'`,
      );
      expect(await progress(dealer)).toMatchObject({ waiting: 0, sent: 2, failed: 1 });
      expect(await progress(operator)).toBeNull();
    });

    it('go to nobody twice in seven days, also when two press at once', async () => {
      await Promise.all([remind(), remind(), remind()]);
      expect(await mails()).toHaveLength(3);
      expect((read(await remind()) as ReminderPlan).customers).toBe(0);
      const [row] = (await listed(dealer, `?dealer=${SHOP}&cause=several`)) as {
        remindedAt: string | null;
      }[];
      expect(row?.remindedAt).not.toBeNull();
      await bed.db.query(`UPDATE campaign_reminder SET reminded_at = now() - interval '8 days'`);
      expect((read(await remind()) as ReminderPlan).customers).toBe(2);
    });

    it('are planned for as many as are written to, whoever was reminded in the last seven days', async () => {
      const plan = async () => read(await dealer.get(`campaign/reminders?dealer=${SHOP}`)) as ReminderPlan;
      // In order by now, unreachable, and below somebody else.
      await bed.db.query(
        `INSERT INTO campaign_reminder (customer_id, reminded_by) SELECT unnest($1::text[]), $2`,
        [[WELL, NONE, '01058701'], TARO.customerId],
      );
      expect(await plan()).toMatchObject({ customers: 2, unreachable: 3 });
      await bed.db.query('INSERT INTO campaign_reminder (customer_id, reminded_by) VALUES ($1, $2)', [
        SEVERAL,
        TARO.customerId,
      ]);
      const planned = await plan();
      expect(planned.customers).toBe(1);
      expect(read(await remind())).toEqual(planned);
    });

    it('are planned a thousand at a time', async () => {
      await bed.db.query(CROWDS, [1_100, [SHOP]]);
      await bed.db.query(
        `INSERT INTO contact_point (customer_id, kind, value, confirmed_at)
         SELECT customer_id, 'email', customer_id || '@mail.example', now() FROM customer WHERE customer_id LIKE '04%'`,
      );
      const plan = async () => read(await dealer.get(`campaign/reminders?dealer=${SHOP}`)) as ReminderPlan;
      expect(await plan()).toMatchObject({ customers: 1_000 });
      await bed.db.query(
        `INSERT INTO campaign_reminder (customer_id, reminded_by)
         SELECT customer_id, $1 FROM customer WHERE customer_id BETWEEN '04000001' AND '04000400'`,
        [TARO.customerId],
      );
      expect(await plan()).toMatchObject({ customers: 702 });
      await bed.db.query(`
        DELETE FROM campaign_reminder;
        DELETE FROM contact_point WHERE customer_id LIKE '04%';
        DELETE FROM customer WHERE customer_id LIKE '04%'`);
      expect(await plan()).toMatchObject({ customers: 2 });
    });

    it('are noted only where a mail went, on the page, in the file and at the next press', async () => {
      await remind();
      const reminded = (await listed(dealer, `?dealer=${SHOP}`)).filter(({ remindedAt }) => remindedAt);
      expect(reminded.map(({ customerId }) => customerId)).toEqual([SEVERAL, NO_PHONE]);
      const { text } = await dealer.get(`campaign/export.csv?dealer=${SHOP}`);
      const dated = text.split('\r\n').filter((line) => /"0300000\d".*"\d{4}-\d\d-\d\d"$/.test(line));
      expect(dated.map((line) => line.slice(1, 9))).toEqual([SEVERAL, NO_PHONE]);
      const next = read(await dealer.get(`campaign/reminders?dealer=${SHOP}`));
      expect(next).toEqual({ customers: 0, unreachable: 3, dealers: 0, minutes: 0 });
    });

    it('reach nobody outside of the own subtree', async () => {
      const other = bed.visitor();
      await other.post('sessions', { loginId: 'demo00@mail.example', password: TARO.password });
      await other.post('campaign/reminders', { cause: 'all', dealer: SHOP });
      expect(await mails()).toEqual([]);
    });
  });

  describe('要対応', () => {
    it('tells dealers of those below, and others of themselves alone', async () => {
      const own = read(await dealer.get('attention')) as Attention;
      const board = read(await dealer.get('campaign')) as CampaignBoard;
      expect(own).toMatchObject({ logins: 1, bouncing: false, noPhone: false, below: board.causes });
      const member = bed.visitor();
      await member.post('sessions', { loginId: 'demo04@mail.example', password: TARO.password });
      expect(read(await member.get('attention'))).toMatchObject({ below: null, operatorsWaiting: 0 });
    });

    it('counts the new operators whom an operator may approve', async () => {
      const waiting = async () => (read(await operator.get('attention')) as Attention).operatorsWaiting;
      const before = await waiting();
      for (const id of ['00000701', '00000702'])
        await aCustomer(id).ranked('staff').below(HEAD_OFFICE_ID).suspendedNow().save(bed.db.manager);
      await bed.db.query(
        "INSERT INTO operator_appointment (customer_id, requested_by) VALUES ('00000701', '00000702')",
      );
      expect(await waiting()).toBe(before + 1);
      expect(read(await dealer.get('attention'))).toMatchObject({ operatorsWaiting: 0 });
    });
  });
});
