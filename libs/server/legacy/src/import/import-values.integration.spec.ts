import { HEAD_OFFICE_ID } from '@daiko/server-builders';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Export } from '../../test/export';
import { ImportBed, type Files } from '../../test/import-bed';
import type { ExportFile } from './read/export-files';

const HASH = '{SSHA}0W8HE785ZCS2A5QbtCTt4dazhZfIycrLzM3Ozw==';

/** An export of which one file is given in bytes. */
function withFile(file: ExportFile, bytes: Buffer, rest = new Export()): Files {
  // eslint-disable-next-line @typescript-eslint/require-await -- a file is read as it comes; this one is there already
  const given = async function* () {
    yield bytes;
  };
  return { open: (name) => (name === file ? given() : rest.open(name)) };
}

describe('a value that nobody would have thought of', () => {
  let bed: ImportBed;

  beforeEach(async () => {
    bed = await ImportBed.start();
  });
  afterEach(() => bed.stop());

  /** What a try and then the import say, which is the same. */
  const both = async (source: Files) => {
    const dry = await bed.run(source, true);
    const run = await bed.run(source);
    expect(run.summary).toEqual(dry.summary);
    const lines = await bed.reasonsOf(run.id);
    expect(lines).toEqual(await bed.reasonsOf(dry.id));
    return { ...run, lines };
  };
  const customers = (rows: Record<string, string>[]) => {
    const source = new Export().inUtf8().customer('02000001', HEAD_OFFICE_ID);
    for (const [index, cells] of rows.entries()) source.customer(`0200001${index}`, HEAD_OFFICE_ID, cells);
    return source;
  };

  it('loses its row and no other: NUL, halves of letters, what is no letter', async () => {
    const { summary, lines } = await both(
      customers([
        { お客様名: '名\0前' },
        { お客様名カナ: 'ナ\uffffマ' },
        { 住所1: '藤沢\u0007市' },
        { 登録番号: 'T7000012050002\0' },
        { ランク: '会\0員' },
      ]),
    );
    expect(summary).toMatchObject({ imported: 1 });
    expect(lines.map((line) => line.split(',')[1])).toEqual(
      expect.arrayContaining(['3', '4', '5', '6', '7']),
    );
  });

  it('is a date that no calendar or no record of the old system has', async () => {
    const dates = ['0000-01-01', '0000/1/1', '9999/12/31', '2019-02-30', '2019/13/1', '20191301', '1e5'];
    const source = customers(dates.map((date) => ({ 登録日: date })))
      .contact('02000001', '携帯電話', '090-1111-2001', { 確認日: '0000/1/1' })
      .login('02000001', 'keiri', HASH, { 最終ログイン日時: '2019/4/1 25:00' });
    const { summary } = await both(source);
    expect(summary).toMatchObject({ imported: 1, refused: { date: dates.length + 2 } });
    expect(await bed.db.query('SELECT FROM contact_point')).toEqual([]);
    expect(await bed.db.query('SELECT FROM legacy_login')).toEqual([]);
  });

  it('is a user name that no form would take', async () => {
    const source = customers([]).login('02000001', 'keiri', HASH, { 利用者名: 'https://evil.example' });
    const { summary } = await both(source);
    expect(summary).toMatchObject({ imported: 1 });
    expect(await bed.db.query('SELECT FROM legacy_login')).toEqual([]);
  });

  it('is a mail address that no form would take', async () => {
    const source = customers([])
      .contact('02000001', 'メール', 'keiri@')
      .contact('02000001', 'メール', 'keiri@mail.example');
    const { lines } = await both(source);
    expect(lines).toEqual([expect.stringMatching(/^連絡先.csv,2,値,02000001,取り込めません,/)]);
    expect(await bed.db.query('SELECT value FROM contact_point')).toEqual([{ value: 'keiri@mail.example' }]);
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])(
    'is a word that objects own: %s',
    async (word) => {
      const { summary } = await both(
        customers([{ ランク: word }, { 会員区分: word }, { 個人法人区分: word }, { 停止: word }])
          .contact('02000001', word, '090-1111-2001')
          .login('02000001', word, word)
          .withUnknownColumn(word),
      );
      expect(summary).toMatchObject({
        imported: 1,
        refused: { rank: 1, member_class: 1, kind: 1, flag: 1, contact_kind: 1 },
      });
    },
  );

  it('is a heading with NUL, which is only noted', async () => {
    const { summary, lines } = await both(customers([]).withUnknownColumn('メモ\0'));
    expect(summary).toMatchObject({ imported: 1, noted: { unknown_column: 3 } });
    expect(lines[0]).toBe('お客様.csv,1,メモ\ufffd,,注意,知らない列です。読みませんでした');
  });

  it('is a number beyond its type', async () => {
    const source = customers([{ 上位店お客様ID: '9'.repeat(40) }]).contact(
      '02000001',
      '携帯電話',
      '090-1111-2001',
      {
        優先順: '99999999999999999999',
      },
    );
    expect((await both(source)).summary).toMatchObject({
      imported: 1,
      refused: { customer_id: 1, priority: 1 },
    });
  });

  it('is a line of a hundred megabytes', async () => {
    const good = customers([]).bytes('お客様.csv');
    const line = Buffer.alloc(104_857_600, 'x');
    const rest = iconv.encode(`\r\n02000002,名,ナマエ,個人,,,,会員,会員,${HEAD_OFFICE_ID},,,\r\n`, 'utf8');
    const { summary, lines } = await both(withFile('お客様.csv', Buffer.concat([good, line, rest])));
    expect(summary).toMatchObject({ imported: 2 });
    expect(lines).toEqual(['お客様.csv,3,,,取り込めません,長すぎます']);
  });

  it('that the database alone refuses loses its row, with a number for the log and an alarm', async () => {
    await bed.db.query(`ALTER TABLE import_contact ADD CHECK (value <> '+819011112666')`);
    await bed.db.query(`ALTER TABLE customer ADD CHECK (name <> '禁じられた 名')`);
    const source = new Export();
    for (let index = 10; index < 60; index++)
      source
        .customer(`020000${index}`, HEAD_OFFICE_ID, index === 30 ? { お客様名: '禁じられた 名' } : {})
        .contact(`020000${index}`, '携帯電話', index === 20 ? '090-1111-2666' : '090-1111-2001');
    source.customer('02000099', '02000030');
    const { id, summary } = await bed.run(source);
    expect(summary).toMatchObject({ imported: 49, refused: { unforeseen: 2, parent_refused: 1 } });
    const lines = await bed.errorsOf(id);
    expect(
      lines.filter((line) => /システムが受け付けない値があります \(エラー番号 [\da-f-]{36}\)/.test(line)),
    ).toHaveLength(2);
    expect(lines.find((line) => line.includes('02000030'))).toContain('お客様.csv,22,');
    const alarms = await bed.db.query(`SELECT name FROM alarm WHERE cleared_at IS NULL`);
    expect(alarms).toEqual([{ name: 'import.unforeseen' }]);
    await bed.run(new Export().customer('02000010', HEAD_OFFICE_ID));
    expect(await bed.db.query(`SELECT name FROM alarm WHERE cleared_at IS NULL`)).toEqual([]);
  });

  it('is a name that no form would take', async () => {
    const names = ['名\n前', '名\t前', '名'.repeat(101), '\u202e名前', 'www.example.jp', '。'];
    const { summary, lines } = await both(customers(names.map((name) => ({ お客様名: name }))));
    expect(summary).toMatchObject({ imported: 1 });
    expect(lines.map((line) => line.split(',').at(-1))).toEqual([
      '改行またはタブがあります',
      '改行またはタブがあります',
      '長すぎます',
      '文字化けした文字、または制御文字があります',
      'URLがあります',
      '文字がありません',
    ]);
  });

  it('is a letter that somebody drew on one machine', async () => {
    const name = Buffer.concat([Buffer.from([0xf0, 0x40]), iconv.encode('田', 'windows-31j')]);
    const row = [
      Buffer.from('02000002,'),
      name,
      iconv.encode(`,ナマエ,個人,,,,会員,会員,${HEAD_OFFICE_ID},,,\r\n`, 'windows-31j'),
    ];
    const good = new Export().customer('02000001', HEAD_OFFICE_ID).bytes('お客様.csv');
    const { lines } = await both(withFile('お客様.csv', Buffer.concat([good, ...row])));
    expect(lines).toEqual(['お客様.csv,3,お客様名,02000002,取り込めません,外字があります']);
  });
});
