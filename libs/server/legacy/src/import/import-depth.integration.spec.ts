import { HEAD_OFFICE_ID } from '@daiko/server-builders';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Export } from '../../test/export';
import { ImportBed } from '../../test/import-bed';

const idOf = (index: number) => String(2_000_000 + index).padStart(8, '0');

/** So many dealers, each below the one before. */
function aLine(length: number, top = HEAD_OFFICE_ID): Export {
  const source = new Export();
  for (let index = 0; index < length; index++)
    source.customer(idOf(index), index === 0 ? top : idOf(index - 1));
  return source;
}

describe('a line of customers below each other', () => {
  let bed: ImportBed;

  beforeEach(async () => {
    bed = await ImportBed.start();
  });
  afterEach(() => bed.stop());

  it('goes in as far as the limit of depth, and each row beyond is refused in words', async () => {
    const { id, summary } = await bed.run(aLine(1_000));
    expect(summary).toMatchObject({ imported: 99, refused: { too_deep: 901 } });
    expect((await bed.errorsOf(id))[0]).toBe(
      'お客様.csv,101,上位店お客様ID,02000099,取り込めません,上位店のつながりが、上限の段数より深くなります,上位店を、より上のお客様に直してください',
    );
    const [tree] = await bed.db.query<{ depth: number; size: number }[]>(
      `SELECT max(nlevel(path)) AS depth, pg_relation_size('customer_path')::int AS size FROM customer`,
    );
    expect(tree).toMatchObject({ depth: 100 });
    expect(tree?.size).toBeLessThan(1_048_576);
  });

  it('is judged at once whatever its length, a circle with a long tail too', async () => {
    const circle = aLine(20_000, idOf(2));
    const { summary } = await bed.run(circle);
    expect(summary.refused).toEqual({ cycle: 3, parent_refused: 19_997 });
  });

  it('counts those who are here already, above and below', async () => {
    await bed.run(aLine(98));
    const below = new Export()
      .customer('03000001', idOf(97))
      .customer('03000002', '03000001')
      .customer('03000003', '03000001');
    expect((await bed.run(below)).summary).toMatchObject({ imported: 1, refused: { too_deep: 2 } });
    const moved = new Export().customer('02000000', '04000001').customer('04000001', HEAD_OFFICE_ID);
    const { id } = await bed.run(moved);
    expect(await bed.reasonsOf(id)).toEqual([
      'お客様.csv,2,上位店お客様ID,02000000,取り込めません,上位店のつながりが、上限の段数より深くなります',
    ]);
  });

  it('is refused by the database, too', async () => {
    await bed.run(aLine(99));
    const insert = `
      INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
      SELECT '09000001', kind, name, kana, search_key, rank_code, member_class_code, customer_id, path || '09000001'
        FROM customer WHERE customer_id = $1`;
    await expect(bed.db.query(insert, [idOf(98)])).rejects.toThrow('customer_path_depth');
  });
});
