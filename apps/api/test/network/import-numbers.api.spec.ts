import { HEAD_OFFICE_ID } from '@daiko/server-builders';
import { importExport, type ExportFile } from '@daiko/server-legacy';
import { warmPool } from '@daiko/server-testing';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

const HEADINGS: Record<ExportFile, string> = {
  'お客様.csv':
    'お客様ID,お客様名,お客様名カナ,個人法人区分,郵便番号,住所1,住所2,ランク,会員区分,上位店お客様ID,登録番号,登録日,停止',
  '連絡先.csv': 'お客様ID,種別,値,優先順,確認日',
  'ログイン.csv': 'お客様ID,ログインID,パスワードハッシュ,利用者名,作成日,最終ログイン日時,停止',
};

describe('numbers of customers', () => {
  let bed: ApiBed;
  let operator: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    operator = await bed.operator();
  });
  afterAll(() => bed.stop());

  const last = async () => {
    const [row] = await bed.db.query<{ last: number }[]>(
      'SELECT last_value::int AS last FROM customer_number',
    );
    return row?.last ?? 0;
  };
  const idOf = (number: number) => String(number).padStart(8, '0');
  const importOf = (numbers: number[]) => {
    const rows = numbers.map(
      (number) => `${idOf(number)},以前 一郎,イゼン イチロウ,個人,,,,会員,会員,${HEAD_OFFICE_ID},,,`,
    );
    const bytesOf = (file: ExportFile) =>
      Buffer.from([HEADINGS[file], ...(file === 'お客様.csv' ? rows : []), ''].join('\r\n'));
    const options = { isDry: false, onProgress: () => undefined };
    return importExport(bed.urlOfApi, (file) => Readable.from([bytesOf(file)]), options);
  };
  const register = async () => {
    const answer = await operator.post('customers', {
      key: randomUUID(),
      kind: 'personal',
      name: '新規 花子',
      kana: 'シンキ ハナコ',
      postalCode: '251-0052',
      address: '神奈川県藤沢市藤沢1-1',
      phone1: '0466-12-3399',
      rankCode: 'member',
      memberClassCode: 'member',
      parentCustomerId: HEAD_OFFICE_ID,
    });
    expect(answer.status, answer.text).toBe(201);
    return Number((JSON.parse(answer.text) as { customerId: string }).customerId);
  };

  it('go on behind those of an import, and one far away does no harm', async () => {
    const before = await last();
    const { summary } = await importOf([before + 2, before + 3, before + 4, 99_999_999]);
    expect(summary).toMatchObject({ imported: 4, refused: {} });
    expect(await register()).toBe(before + 5);
    expect(await register()).toBe(before + 6);
  });

  it('are issued past those that are taken, wherever the sequence stands', async () => {
    const before = await last();
    await importOf([before + 20_002, before + 20_003]);
    expect(await register()).toBe(before + 1);
    await bed.db.query(`SELECT setval('customer_number', $1::int)`, [before + 20_001]);
    expect(await register()).toBe(before + 20_004);
  });

  it('belong to one customer each while people register and an export comes in', async () => {
    await warmPool(bed.app.get(DataSource));
    const before = await last();
    const numbers = Array.from({ length: 60 }, (_, index) => before + 1 + index);
    const [{ summary }, ...registered] = await Promise.all([
      importOf(numbers),
      ...Array.from({ length: 24 }, () => register()),
    ]);
    expect(new Set(registered).size).toBe(24);
    // A number that was registered first is not the export's; all others of the export are in.
    const taken = registered.filter((number) => numbers.includes(number));
    expect(summary.imported + taken.length).toBe(60);
    expect(summary.refused['registered_here'] ?? 0).toBe(taken.length);
    const brought = await bed.db.query(
      'SELECT FROM imported_customer JOIN customer_registration USING (customer_id)',
    );
    expect(brought).toEqual([]);
  });
});
