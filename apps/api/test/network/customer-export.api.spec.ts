import { aCustomer } from '@daiko/server-builders';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';

describe('the list of お客様検索 as a file', () => {
  let bed: ApiBed;
  let cookies: Record<string, string>;

  beforeAll(async () => {
    bed = await ApiBed.start();
    const tx = bed.db.manager;
    await aCustomer('01079001').named('𠮷田 鷗外', 'ヨシダ オウガイ').below(TARO.customerId).save(tx);
    await aCustomer('01079002').named('=HYPERLINK("x")', 'ワルイ ナマエ').below(TARO.customerId).save(tx);
    await aCustomer('01079003').named('髙﨑 菫', 'ゔぃおら ㇰ').below(TARO.customerId).save(tx);
    const visitor = bed.visitor();
    await visitor.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    cookies = Object.fromEntries(visitor.cookies);
  });
  afterAll(() => bed.stop());

  const get = (path: string) => bed.app.inject({ method: 'GET', url: `/api/customers/${path}`, cookies });

  it('has as XLSX the customers of the search and nobody else, every cell a text', async () => {
    const { statusCode, headers, rawPayload } = await get('export.xlsx?query=01058');
    expect(statusCode).toBe(200);
    expect(headers['content-disposition']).toContain(encodeURIComponent('お客様一覧'));
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(rawPayload as unknown as ArrayBuffer);
    const ids: unknown[] = [];
    workbook.getWorksheet('お客様')!.eachRow((row) => ids.push(row.getCell(1).value));
    expect(ids.slice(0, 3)).toEqual(['お客様ID', TARO.customerId, '01058735']);
    expect(ids).not.toContain('01058701');
  });

  it('is as CSV in UTF-8 what Excel opens, with formulas defused', async () => {
    const { rawPayload, headers } = await get('export.csv?encoding=utf-8&query=01079');
    const text = rawPayload.toString('utf8');
    expect(headers['content-type']).toContain('text/csv');
    expect(text.startsWith('\ufeff"お客様ID","お客様名"')).toBe(true);
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(text).toContain('"01079001","𠮷田 鷗外"');
  });

  it('tells before Shift_JIS what would be lost in it', async () => {
    const { body } = await get('export-losses?query=01079');
    expect(JSON.parse(body)).toEqual({
      total: 2,
      customers: [
        { customerId: '01079001', customerName: '𠮷田 鷗外', lost: ['𠮷', '鷗'] },
        { customerId: '01079003', customerName: '髙﨑 菫', lost: ['ㇰ'] },
      ],
    });
    const { rawPayload } = await get('export.csv?encoding=shift_jis&query=01079003');
    expect(iconv.decode(rawPayload, 'cp932')).toContain('"髙﨑 菫","ヴぃおら ?"');
  });

  it('is in the audit trail, its beginning and each piece', async () => {
    const events = await bed.db.query(
      `SELECT actor, detail->>'format' AS format, detail ? 'shown' AS "isPiece"
       FROM audit_event WHERE event = 'customer.exported' ORDER BY id`,
    );
    const expected = ['xlsx', 'utf-8', 'shift_jis'].flatMap((format) =>
      [false, true].map((isPiece) => ({ actor: TARO.customerId, format, isPiece })),
    );
    expect(events).toEqual(expected);
  });
});
