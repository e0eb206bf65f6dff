import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The counts by ログイン状況 of each rank and member class, kept as the other figures of a dealer are (ADR 23). */
export class FiguresByClass20261130021000 implements MigrationInterface {
  name = 'FiguresByClass20261130021000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FIGURES);
    await runner.query(VIEWS);
    await runner.query(RIGHTS);
    await runner.query(changesOf(['suspended_at IS NULL', 'parent_customer_id', ...CLASS]));
    // As for the first figures: the worker counts them in the background, and until then every reader does.
    await runner.query(`
      INSERT INTO dealer_figure_due (dealer_id)
      SELECT DISTINCT parent_customer_id FROM customer WHERE parent_customer_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(changesOf(['suspended_at IS NULL', 'parent_customer_id']));
    await runner.query(`
      DROP VIEW network_dealer_class_figure, current_dealer_class_figure, dealer_class_count;
      DROP TABLE dealer_class_figure`);
  }
}

const CLASS = ['rank_code', 'member_class_code'];
const STATES = ['suspended', 'active', 'several', 'none', 'invited', 'bouncing'];
const COLUMNS = [...CLASS, ...STATES].join(', ');

// No key: the fold takes away the rows of a dealer and puts others, in one statement.
const FIGURES = `
  CREATE TABLE dealer_class_figure (
    dealer_id char(8) NOT NULL REFERENCES dealer_figure ON DELETE CASCADE,
    ${CLASS.map((column) => `${column} text NOT NULL`).join(', ')},
    ${STATES.map((column) => `${column} integer NOT NULL`).join(', ')}
  );
  CREATE INDEX dealer_class_figure_dealer ON dealer_class_figure (dealer_id)`;

// OFFSET 0 as in the views of the other figures.
const VIEWS = `
  CREATE VIEW dealer_class_count AS
  SELECT dealer.customer_id AS dealer_id, dealer.path, counted.*
    FROM customer AS dealer CROSS JOIN LATERAL (
      SELECT ${CLASS.join(', ')},
             ${STATES.map((state) => `count(*) FILTER (WHERE login_status = '${state}')::int AS ${state}`).join(', ')}
        FROM (SELECT ${CLASS.join(', ')}, login_status FROM customer_overview
               WHERE parent_customer_id = dealer.customer_id OFFSET 0) AS child
       GROUP BY ${CLASS.join(', ')}) AS counted;
  CREATE VIEW current_dealer_class_figure AS
  SELECT kept.dealer_id, path, ${COLUMNS}
    FROM dealer_class_figure AS kept
    JOIN (SELECT dealer_id, path FROM dealer_figure) AS dealer ON dealer.dealer_id = kept.dealer_id
   WHERE NOT EXISTS (SELECT FROM due_dealer WHERE due_dealer.dealer_id = kept.dealer_id)
  UNION ALL
  SELECT due.dealer_id, counted.path, ${COLUMNS}
    FROM (SELECT DISTINCT dealer_id FROM due_dealer) AS due
    CROSS JOIN LATERAL (
      SELECT * FROM dealer_class_count WHERE dealer_class_count.dealer_id = due.dealer_id OFFSET 0) AS counted;
  CREATE VIEW network_dealer_class_figure AS SELECT * FROM current_dealer_class_figure WHERE path <@ viewer_path()`;

const RIGHTS = `
  REVOKE ALL ON dealer_class_figure, dealer_class_count, current_dealer_class_figure, network_dealer_class_figure
    FROM daiko_api, daiko_worker;
  GRANT SELECT ON network_dealer_class_figure TO daiko_api, daiko_viewer;
  GRANT SELECT ON dealer_class_count, current_dealer_class_figure TO daiko_worker;
  GRANT SELECT, INSERT, DELETE ON dealer_class_figure TO daiko_worker`;

/** The changes of a customer's row that make the dealer due. */
function changesOf(values: string[]): string {
  const of = (row: string) => `(${values.map((value) => `${row}.${value}`).join(', ')})`;
  return `
    CREATE OR REPLACE TRIGGER customer_figure_changes AFTER UPDATE ON customer
      FOR EACH ROW WHEN (${of('OLD')} IS DISTINCT FROM ${of('NEW')}) EXECUTE FUNCTION note_dealer_due()`;
}
