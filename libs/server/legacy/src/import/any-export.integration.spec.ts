import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { figure, IS_LONG } from '@daiko/server-testing';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anyExport } from '../../test/any-export';
import { ImportBed } from '../../test/import-bed';
import type { ExportFile } from './read/export-files';
import { ExportUnreadable } from './read/export-unreadable';

/** Generated exports; beside them as many as fit into the time of a quick run. */
const EXPORTS = IS_LONG ? 10_000 : 200;
/** Then it stops, however many it was: in a quick run on a busy machine. */
const TIME_LIMIT_MS = IS_LONG ? 7_200_000 : 40_000;

/** Here before any import: the head office, a customer registered here, an operator. */
const HERE = '01060001';
const OPERATOR = '00000101';

describe('an export with anything in it', () => {
  let bed: ImportBed;

  beforeAll(async () => {
    bed = await ImportBed.start();
    // What a crash would lose is generated anew.
    await bed.db.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`,
    );
    await aCustomer(HERE)
      .ranked('dealer')
      .below(HEAD_OFFICE_ID)
      .withMobile('090-1111-2009')
      .save(bed.db.manager);
    await aCustomer(OPERATOR).ranked('staff').below(HEAD_OFFICE_ID).save(bed.db.manager);
  });
  afterAll(() => bed.stop());

  const BEFORE = `'${HEAD_OFFICE_ID}', '${HERE}', '${OPERATOR}'`;
  const reset = () =>
    bed.db.query(`
      DELETE FROM legacy_login;
      DELETE FROM contact_point WHERE customer_id <> '${HERE}';
      DELETE FROM imported_customer;
      DELETE FROM customer WHERE customer_id NOT IN (${BEFORE});
      DELETE FROM import_line;
      DELETE FROM import_run;`);

  /** What an import comes to: its counts and lines, or why it cannot be read. Any other end is none. */
  const endOf = async (files: Record<ExportFile, Buffer>, isDry: boolean) => {
    try {
      const open = async function* (file: ExportFile) {
        yield await Promise.resolve(files[file]);
      };
      const { id, summary } = await bed.run({ open }, isDry);
      const lines = await bed.db.query(
        `SELECT file, row_number, column_name, customer_id, reason FROM import_line WHERE run_id = $1
          ORDER BY file, row_number, column_name, reason`,
        [id],
      );
      return { summary, lines };
    } catch (error) {
      if (error instanceof ExportUnreadable) return { unreadable: error.message };
      throw error;
    }
  };

  /** Customers whose place in the tree contradicts their parent, and rows that belong to somebody who was here before. */
  const WRONG = `
    SELECT customer.customer_id FROM customer JOIN customer parent ON parent.customer_id = customer.parent_customer_id
     WHERE customer.path <> parent.path || customer.customer_id::text OR nlevel(customer.path) > 100
    UNION ALL SELECT customer_id FROM customer WHERE parent_customer_id IS NULL AND customer_id <> '${HEAD_OFFICE_ID}'
    UNION ALL SELECT customer_id FROM legacy_login WHERE customer_id IN (${BEFORE})
    UNION ALL SELECT customer_id FROM imported_customer WHERE customer_id IN (${BEFORE})
    UNION ALL SELECT customer_id FROM contact_point WHERE customer_id IN (${BEFORE}) AND value <> '+819011112009'
    UNION ALL SELECT customer_id FROM customer JOIN rank ON code = rank_code
     WHERE role = 'operator' AND customer_id <> '${OPERATOR}'`;

  it(
    'comes to an end that a try foretells, and leaves the tree and those who were here as they should be',
    async () => {
      const deadline = performance.now() + TIME_LIMIT_MS;
      const seen = { exports: 0, unreadable: 0, imported: 0, refused: 0 };
      const note = (summary: Awaited<ReturnType<typeof endOf>>['summary']) => {
        seen.exports++;
        if (summary === undefined) {
          seen.unreadable++;
          return;
        }
        seen.imported += summary.imported;
        seen.refused += Object.values(summary.refused).reduce((sum, rows) => sum + rows, 0);
      };
      await fc.assert(
        fc.asyncProperty(anyExport, async (files) => {
          if (performance.now() > deadline) return;
          await reset();
          const dry = await endOf(files, true);
          const run = await endOf(files, false);
          expect(run).toEqual(dry);
          expect(await bed.db.query(WRONG)).toEqual([]);
          const [count] = await bed.db.query<{ count: number }[]>(
            'SELECT count(*)::int - 3 AS count FROM customer',
          );
          expect(count?.count).toBe(run.summary?.imported ?? 0);
          expect(run.summary?.refused['unforeseen']).toBeUndefined();
          note(run.summary);
        }),
        { numRuns: EXPORTS, endOnFailure: true },
      );
      // Nothing is shown by exports of which none goes in.
      expect(seen.imported).toBeGreaterThan(seen.exports / 4);
      expect(seen.refused).toBeGreaterThan(seen.exports / 4);
      figure('S9', 'generated exports that end as a try foretells', EXPORTS, JSON.stringify(seen));
    },
    TIME_LIMIT_MS + 60_000,
  );
});
