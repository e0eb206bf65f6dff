import { saveMasters } from '@daiko/server-builders';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Export } from '../../test/export';
import { errorFile } from './error-file';
import { importExport } from './import-export';
import { asOnlyImporter, ImportUnderWay } from './import-lock';
import type { ImportProgress } from './import-run';

const HASH = '{SSHA}0W8HE785ZCS2A5QbtCTt4dazhZfIycrLzM3Ozw==';
const ROOT = '00000001';

describe('an import', () => {
  let database: TestDatabase;

  beforeEach(async () => {
    database = await testDatabase();
    await saveMasters(database.db.manager);
  });
  afterEach(() => database.drop());

  const run = (
    source: Export,
    isDry = false,
    onProgress: (progress: ImportProgress) => void = () => undefined,
  ) => importExport(database.url, source.open, { isDry, onProgress });
  const errorsOf = async (id: string, encoding = 'windows-31j') => {
    const pieces: Buffer[] = [];
    for await (const piece of errorFile(database.url, id)) pieces.push(piece);
    return iconv.decode(Buffer.concat(pieces), encoding).trim().split('\r\n').slice(1);
  };
  const customers = () =>
    database.db.query<{ id: string; path: string; name: string }[]>(
      `SELECT customer_id AS id, path::text, name FROM customer WHERE customer_id <> $1 ORDER BY 1`,
      [ROOT],
    );
  const count = async (table: string) => {
    const [row] = await database.db.query<{ count: number }[]>(`SELECT count(*)::int FROM ${table}`);
    return row?.count;
  };
  const good = () =>
    new Export()
      .customer('01000002', '01000001', {
        お客様名: '髙﨑 "一郎", 様',
        郵便番号: '600001',
        登録日: '2019/4/1',
      })
      .customer('1000001', ROOT, { ランク: '代理店', 個人法人区分: '法人', 登録番号: 'T7000012050002' })
      .contact('０１００００02', '携帯電話', '9011112770', { 優先順: '1', 確認日: '2020-01-02' })
      .contact('01000002', 'メール', 'TaRo..x@docomo.ne.jp')
      .login('01000002', 'Keiri', HASH, { 利用者名: '経理担当', 最終ログイン日時: '2026/8/3 14:20' })
      .login('01000002', 'taro..x@docomo.ne.jp', HASH);

  it('brings customers in with contacts and logins, the child before its parent too', async () => {
    const { summary, id } = await run(good());
    expect(summary).toMatchObject({ imported: 2, updated: 0, unchanged: 0, refused: {}, noted: {} });
    expect(await errorsOf(id)).toEqual([]);
    expect(await customers()).toEqual([
      { id: '01000001', path: '00000001.01000001', name: '名 1000001' },
      { id: '01000002', path: '00000001.01000001.01000002', name: '髙﨑 "一郎", 様' },
    ]);
    const contacts = await database.db.query(
      `SELECT kind, value, priority FROM contact_point WHERE customer_id = '01000002' ORDER BY 1`,
    );
    expect(contacts).toEqual([
      { kind: 'email', value: 'taro..x@docomo.ne.jp', priority: 0 },
      { kind: 'mobile', value: '+819011112770', priority: 1 },
    ]);
    const [login] = await database.db.query(
      `SELECT login_id, folded_login_id, foreign_hash, user_name, last_signed_in_at FROM legacy_login ORDER BY 1 LIMIT 1`,
    );
    expect(login).toEqual({
      login_id: 'Keiri',
      folded_login_id: 'keiri',
      foreign_hash: HASH,
      user_name: '経理担当',
      last_signed_in_at: new Date('2026-08-03T05:20:00Z'),
    });
    const [postal] = await database.db.query(
      `SELECT postal_code FROM customer WHERE customer_id = '01000002'`,
    );
    expect(postal).toEqual({ postal_code: '0600001' });
  });

  it('reads UTF-8 as well, and answers in it', async () => {
    const { summary, id } = await run(good().inUtf8().withUnknownColumn('備考').customer('x', ROOT));
    expect(summary).toMatchObject({ imported: 2 });
    const lines = await errorsOf(id, 'utf8');
    expect(lines).toContain(
      'お客様.csv,4,お客様ID,,取り込めません,お客様IDの形ではありません,8桁の数字で入力してください',
    );
    expect(lines.filter((line) => line.includes('知らない列'))).toHaveLength(3);
  });

  it('changes nothing the second time', async () => {
    await run(good());
    const tables = ['customer', 'contact_point', 'legacy_login', 'imported_customer'];
    const state = async () =>
      Promise.all(
        tables.map((table) => database.db.query(`SELECT xmin::text, * FROM ${table} ORDER BY 2, 3`)),
      );
    const before = await state();
    const { summary } = await run(good());
    expect(summary).toMatchObject({ imported: 0, updated: 0, unchanged: 2 });
    expect(await state()).toEqual(before);
  });

  it('only tells what would happen in a dry run', async () => {
    const { summary } = await run(good(), true);
    expect(summary).toMatchObject({ imported: 2 });
    expect(await customers()).toEqual([]);
    expect(await count('legacy_login')).toBe(0);
  });

  it('updates what nobody has changed here since, and leaves the rest', async () => {
    await run(new Export().customer('01000001', ROOT, { 住所1: '旧住所' }).customer('01000002', ROOT));
    await database.db.query(`UPDATE customer SET name = '直した名' WHERE customer_id = '01000001'`);
    const changed = new Export()
      .customer('01000001', ROOT, { お客様名: '新しい名', 住所1: '新住所' })
      .customer('01000002', '01000001', { 停止: '1' })
      .contact('01000002', '固定電話', '0466-12-3300');
    expect((await run(changed)).summary).toMatchObject({ imported: 0, updated: 2, unchanged: 0 });
    const rows = await database.db.query(
      `SELECT name, address, path::text, suspended_at IS NOT NULL AS suspended FROM customer
       WHERE customer_id > '00000001' ORDER BY customer_id`,
    );
    expect(rows).toEqual([
      { name: '直した名', address: '新住所', path: '00000001.01000001', suspended: false },
      { name: '名 01000002', address: null, path: '00000001.01000001.01000002', suspended: true },
    ]);
    expect(await count('contact_point')).toBe(1);
  });

  it('leaves the address with which a customer signs in by now, though the export no longer has it', async () => {
    const before = new Export()
      .customer('01000001', ROOT)
      .contact('01000001', 'メール', 'nokoru@mail.example')
      .contact('01000001', 'メール', 'kieru@mail.example');
    await run(before);
    await database.db.query(
      `INSERT INTO credential (customer_id, login_id, state, password_hash, confirmed_at)
       VALUES ('01000001', 'nokoru@mail.example', 'active', 'hash', now())`,
    );
    await run(new Export().customer('01000001', ROOT).contact('01000001', '携帯電話', '090-1111-2770'));
    const live = await database.db.query(
      'SELECT value FROM contact_point WHERE retired_at IS NULL ORDER BY value',
    );
    expect(live).toEqual([{ value: '+819011112770' }, { value: 'nokoru@mail.example' }]);
  });

  it('brings back no login that was retired or became the one login, and no hash that was renewed', async () => {
    const source = (userName: string) =>
      new Export()
        .customer('01000001', ROOT)
        .login('01000001', 'taishoku', HASH, { 利用者名: userName })
        .login('01000001', 'koushin', HASH, { 利用者名: userName })
        .login('01000001', 'hitotsu@mail.example', HASH, { 利用者名: userName });
    await run(source('前'));
    await database.db.query(
      `WITH done AS (INSERT INTO consolidation (customer_id, done_at) VALUES ('01000001', now()) RETURNING id)
       UPDATE legacy_login SET retired_at = now(), consolidation_id = done.id FROM done WHERE login_id = 'taishoku'`,
    );
    await database.db.query(
      `UPDATE legacy_login SET foreign_hash = NULL, password_hash = '$argon2id$renewed' WHERE login_id = 'koushin'`,
    );
    await database.db.query(`DELETE FROM legacy_login WHERE login_id = 'hitotsu@mail.example'`);
    await database.db.query(
      `INSERT INTO credential (customer_id, login_id, state, password_hash, confirmed_at)
       VALUES ('01000001', 'hitotsu@mail.example', 'active', 'hash', now())`,
    );
    await run(source('後'));
    const logins = await database.db.query(
      `SELECT login_id, user_name, foreign_hash, password_hash, retired_at IS NOT NULL AS retired
         FROM legacy_login ORDER BY login_id`,
    );
    expect(logins).toEqual([
      {
        login_id: 'koushin',
        user_name: '後',
        foreign_hash: null,
        password_hash: '$argon2id$renewed',
        retired: false,
      },
      { login_id: 'taishoku', user_name: '前', foreign_hash: HASH, password_hash: null, retired: true },
    ]);
  });

  it('refuses circles, strangers as parents, a second root and contradictions, and all that hangs on them', async () => {
    const source = new Export()
      .customer('01000001', '01000002')
      .customer('01000002', '01000001')
      .customer('01000003', '01000002')
      .customer('01000004', '09999999')
      .customer('01000005', '01000004')
      .customer('01000006', '')
      .customer('01000007', ROOT)
      .customer('01000007', ROOT, { お客様名: '別の名' })
      .customer('01000008', ROOT)
      .customer('01000008', ROOT)
      .customer('01000009', ROOT, { ランク: '大将軍' })
      .customer('01000010', '01000009')
      .contact('01000004', '携帯電話', '090-1111-2770')
      .login('01000099', 'dareka', HASH);
    const { id, summary } = await run(source);
    expect((await customers()).map((customer) => customer.id)).toEqual(['01000008']);
    const found = (await errorsOf(id)).map((line) => line.split(',').slice(0, 6).join(','));
    expect(found).toEqual([
      'お客様.csv,2,上位店お客様ID,01000001,取り込めません,上位店のたどり先が自分に戻ります',
      'お客様.csv,3,上位店お客様ID,01000002,取り込めません,上位店のたどり先が自分に戻ります',
      'お客様.csv,4,上位店お客様ID,01000003,取り込めません,上位店の行を取り込めないため、取り込めません',
      'お客様.csv,5,上位店お客様ID,01000004,取り込めません,上位店が見つかりません',
      'お客様.csv,6,上位店お客様ID,01000005,取り込めません,上位店の行を取り込めないため、取り込めません',
      'お客様.csv,7,上位店お客様ID,01000006,取り込めません,上位店の空欄は本部だけです',
      'お客様.csv,8,お客様ID,01000007,取り込めません,同じお客様IDで内容の違う行があります',
      'お客様.csv,9,お客様ID,01000007,取り込めません,同じお客様IDで内容の違う行があります',
      'お客様.csv,12,ランク,01000009,取り込めません,ランクがマスタにありません',
      'お客様.csv,13,上位店お客様ID,01000010,取り込めません,上位店の行を取り込めないため、取り込めません',
      '連絡先.csv,2,お客様ID,01000004,取り込めません,お客様の行を取り込めないため、取り込めません',
      'ログイン.csv,2,お客様ID,01000099,取り込めません,お客様.csvにこのお客様IDの行がありません',
    ]);
    expect(summary.refused).toMatchObject({ cycle: 2, parent_refused: 3, duplicate: 2 });
  });

  it('keeps a plain password nowhere, and says which row had one', async () => {
    const secret = 'himitsu-no-mama';
    const { id } = await run(new Export().customer('01000001', ROOT).login('01000001', 'keiri', secret));
    const [login] = await database.db.query('SELECT foreign_hash, password_hash FROM legacy_login');
    expect(login).toEqual({ foreign_hash: null, password_hash: null });
    const lines = await errorsOf(id);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('ログイン.csv,2,パスワードハッシュ,01000001,注意');
    const everything = await database.db.query(
      'SELECT imported_customer::text AS text FROM imported_customer',
    );
    expect(JSON.stringify([lines, everything])).not.toContain(secret);
  });

  it('refuses what is no phone or address, and keeps what no PIN can reach as a contact', async () => {
    const source = new Export()
      .customer('01000001', ROOT)
      .contact('01000001', '携帯電話', '12345')
      .contact('01000001', 'メール', 'a@b@c')
      .contact('01000001', '固定電話', '0120-123-456')
      .contact('01000001', 'FAX', '0466-12-3301')
      .contact('01000001', '固定電話', '=cmd');
    const { summary } = await run(source);
    expect(summary.refused).toEqual({ phone: 2, email: 1 });
    expect(summary.noted).toEqual({ unreachable: 2 });
    const kinds = await database.db.query('SELECT kind, value FROM contact_point ORDER BY 2');
    expect(kinds).toEqual([
      { kind: 'unreachable_phone', value: '+81120123456' },
      { kind: 'unreachable_phone', value: '+81466123301' },
    ]);
  });

  it('brings a shared mail address in for both customers, and says so', async () => {
    const source = new Export()
      .customer('01000001', ROOT)
      .customer('01000002', ROOT)
      .login('01000001', 'katei@mail.example', HASH)
      .login('01000002', 'Katei@mail.example', HASH);
    const { summary } = await run(source);
    expect(summary.noted).toEqual({ shared_email: 2 });
    expect(await count('legacy_login')).toBe(2);
  });

  it.each(['reading', 'judging', 'applying'] as const)(
    'goes on where it was broken off while %s',
    async (step) => {
      const source = new Export();
      for (let index = 1; index <= 12_500; index++)
        source.customer(
          String(1_000_000 + index),
          index === 1 ? ROOT : String(1_000_000 + Math.ceil(index / 8)),
        );
      const breakOff = run(source, false, (progress) => {
        if (progress.step === step) throw new Error('the power is gone');
      });
      await expect(breakOff).rejects.toThrow('the power is gone');
      const { summary, isResumed } = await run(source);
      expect(isResumed).toBe(true);
      expect(summary).toMatchObject({ imported: 12_500, refused: {}, read: { 'お客様.csv': 12_500 } });
      expect(await count('customer')).toBe(12_501);
    },
  );

  it('is refused while another is under way', async () => {
    await asOnlyImporter(database.url, () => expect(run(good())).rejects.toThrow(ImportUnderWay));
    expect((await run(good())).summary.imported).toBeGreaterThan(0);
  });

  it('says which heading is missing', async () => {
    const source = good();
    const open: Export['open'] = (file) =>
      file === '連絡先.csv' ? source.open('ログイン.csv') : source.open(file);
    await expect(
      importExport(database.url, open, { isDry: false, onProgress: () => undefined }),
    ).rejects.toThrow('連絡先.csv: 見出しがありません: 種別、値、優先順、確認日');
  });
});
