import type { CustomerPage } from '@daiko/contracts';
import { DealerFigureStore } from '@daiko/server-network/figures';
import { SecretDeriver } from '@daiko/server-platform';
import { testConfig } from '@daiko/server-testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesCommand } from '../../src/admin/pages-command';
import { pagesOf } from '../../src/admin/pages/page-list';
import { StatementLog } from '../../src/admin/pages/statement-log';
import { viewersIn, type PageViewer } from '../../src/admin/pages/viewers';
import { saveCrowd } from '../../src/seed/crowd';
import { saveCrowdHistory } from '../../src/seed/crowd-history';
import { saveCrowdLogins } from '../../src/seed/crowd-logins';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

const CROWD = { count: 20_000, seed: 1, first: 2_000_000 };
const LAST = { customerId: '01058701', loginId: 'demo00@mail.example' };
const RANGE = { ...CROWD, end: CROWD.first + CROWD.count };

describe('with twenty thousand customers who have logins and a history', () => {
  let bed: ApiBed;
  let log: StatementLog;
  let taro: Visitor;
  let operator: Visitor;
  let viewers: PageViewer[];

  beforeAll(async () => {
    bed = await ApiBed.start();
    await bed.db.transaction(async (tx) => {
      await saveCrowd(tx, { ...CROWD, dealer: TARO.customerId });
      await saveCrowdLogins(tx, RANGE, '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA');
      // A dealer whose customers have the last numbers of all.
      await saveCrowd(tx, { count: 200, seed: 2, dealer: LAST.customerId, first: 3_000_000 });
      await tx.query('ANALYZE');
      await saveCrowdHistory(tx, RANGE);
    });
    await new DealerFigureStore(bed.db).fill();
    await bed.db.query('VACUUM ANALYZE');
    taro = bed.visitor();
    await taro.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    operator = await bed.operator();
    log = new StatementLog(bed.app.get(DataSource));
    viewers = await viewersIn(bed.db);
  }, 180_000);
  afterAll(() => bed.stop());

  /** What the page reads for the viewer; nothing when the viewer has no such page. */
  const statementsOf = async (viewer: PageViewer, name: string) => {
    const page = pagesOf(viewer).find((one) => one.name === name);
    if (page === undefined) return [];
    const visitor = viewer.role === 'operator' ? operator : taro;
    const statements = await log.during(async () => {
      const { status, text } = await visitor.get(page.path);
      expect(status, text).toBe(200);
    });
    expect(statements.length).toBeGreaterThan(0);
    return statements;
  };

  it('looks as an operator, and as the dealer with most customers below', () => {
    expect(viewers.map(({ role, name }) => [role, name])).toEqual([
      ['operator', '00000101'],
      ['dealer', TARO.customerId],
    ]);
  });

  it.each([
    '検索 全件',
    '検索 全件 100ページ目',
    '検索 お客様ID',
    '検索 お客様IDの先頭',
    '検索 電話番号',
    '検索 電話番号の末尾',
    '検索 見つからない名前',
    '検索 ランク',
    '検索 会員区分',
    '検索 ログイン状況 none',
    '検索 ログイン状況 several',
    '検索 ログイン状況 bouncing',
    '検索 ログイン状況 suspended 100ページ目',
    'カード',
    '登録の選択肢',
    'お客様のログイン',
    'お客様の連絡先',
    '変更の承認',
    '運用 操作履歴 最多',
    '運用 統合の取り消し',
  ])('%s reads no table as a whole', async (name) => {
    for (const viewer of viewers)
      for (const { sql, plan } of await statementsOf(viewer, name))
        expect(wholeReads(plan), `${sql}\n${plan.join('\n')}`).toEqual([]);
  });

  it.each([
    '検索の件数 全件',
    '検索の件数 ランク',
    '検索の件数 会員区分',
    '検索の件数 直下',
    '検索の件数 ログイン状況 none',
    'マイページ 要対応',
    'お願いの予定',
    'お願いの予定 bouncing',
  ])('%s comes from the kept figures: no more than the customers at the top are read', async (name) => {
    for (const viewer of viewers)
      for (const { sql, plan } of await statementsOf(viewer, name))
        expect(customersRead(plan), `${sql}\n${plan.join('\n')}`).toBeLessThan(10);
  });

  it('asks for a change of contacts, and begins a login, without reading a table as a whole', async () => {
    const subject = viewers.find(({ role }) => role === 'dealer')!.subject;
    const [unset] = await bed.db.query<{ id: string }[]>(
      `SELECT customer_id AS id FROM customer LEFT JOIN credential USING (customer_id)
         LEFT JOIN legacy_login USING (customer_id)
        WHERE path <@ (SELECT path FROM customer WHERE customer_id = $1) AND credential.customer_id IS NULL
          AND legacy_login.customer_id IS NULL LIMIT 1`,
      [TARO.customerId],
    );
    await bed.db.query('UPDATE session SET stepped_up_at = now() WHERE customer_id = $1', [TARO.customerId]);
    const statements = await log.during(async () => {
      const asked = await taro.post(`customers/${subject}/contacts/phones`, { phone: '090-8765-4321' });
      expect(asked.status, asked.text).toBe(202);
      const begun = await taro.send({
        method: 'PUT',
        path: `/api/customers/${unset!.id}/login`,
        body: JSON.stringify({ email: 'nobody@example.com', version: 0 }),
      });
      expect(begun.status, begun.text).toBe(200);
    });
    for (const { sql, plan } of statements)
      expect(wholeReads(plan), `${sql}\n${plan.join('\n')}`).toEqual([]);
  });

  it.each(['customers', 'customers?login=none', 'customers?rank=shop'])(
    'GET %s reads no others’ customers for a dealer whose customers have the last numbers',
    async (path) => {
      const dealer = bed.visitor();
      await dealer.post('sessions', { loginId: LAST.loginId, password: TARO.password });
      const statements = await log.during(async () => {
        const { customers } = JSON.parse((await dealer.get(path)).text) as CustomerPage;
        expect(customers.length).toBeGreaterThan(0);
      });
      for (const { sql, plan } of statements)
        expect(wholeReads(plan), `${sql}\n${plan.join('\n')}`).toEqual([]);
    },
  );

  describe('npm run admin -- pages', () => {
    async function run(...args: string[]): Promise<{ code: number; text: string }> {
      const lines: string[] = [];
      const config = testConfig({ DATABASE_URL: bed.urlOfApi });
      const secrets = new SecretDeriver(config.values.SECRET_KEYS);
      const code = await pagesCommand.run(args, {
        db: bed.db,
        config,
        secrets,
        say: (line) => lines.push(line),
      });
      return { code, text: lines.join('\n') };
    }

    it('opens the pages of both, and is content when each is below the limit', async () => {
      const { code, text } = await run('--times', '1', '--limit', '60000', '--only', '検索 全件');
      expect(text).toMatch(
        /operator 00000101[^]*検索 全件\n[^]*dealer 01058734[^]*検索 全件\n[^]*every page is below/,
      );
      expect(code).toBe(0);
    });

    it('names those that are too slow, with the plans of what they read', async () => {
      const { code, text } = await run(
        '--times',
        '1',
        '--limit',
        '0.001',
        '--only',
        '検索 お客様ID',
        '--explain',
      );
      expect(code).toBe(1);
      expect(text).toMatch(/検索 お客様ID {2}<<<[^]*network_customer[^]*Buffers: shared/);
    });

    it('is in the trail under its own name, and opens no session', async () => {
      const [counts] = await bed.db.query<{ events: number; sessions: number }[]>(
        `SELECT (SELECT count(*)::int FROM audit_event WHERE user_agent = 'npm run admin -- pages') AS events,
                (SELECT count(*)::int FROM session WHERE user_agent = 'npm run admin -- pages') AS sessions`,
      );
      expect(counts?.events).toBeGreaterThan(0);
      expect(counts?.sessions).toBe(0);
    });
  });
});

/** Lines of a plan that say that a large table was read from its beginning to its end, or nearly. */
function wholeReads(plan: readonly string[]): string[] {
  const removed = (line: string) => Number(/Rows Removed by Filter: (\d+)/.exec(line)?.[1] ?? 0);
  const scans =
    /Seq Scan on (customer|credential|legacy_login|contact_point|audit_event|consolidation|session)\b/;
  return plan.filter(
    (line) => (scans.test(line) && !line.includes('never executed')) || removed(line) > CROWD.count / 2,
  );
}

/** Rows of customers that a plan took, whether it used them or not. */
function customersRead(plan: readonly string[]): number {
  const scan = / on customer( \w+)? .*actual .*rows=([\d.]+) loops=(\d+)/;
  const rows = plan
    .map((line) => scan.exec(line))
    .map((found) => Number(found?.[2] ?? 0) * Number(found?.[3] ?? 0));
  return rows.reduce((sum, number) => sum + number, 0);
}
