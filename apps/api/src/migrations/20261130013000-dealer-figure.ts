import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Kept figures of the customers directly below each dealer, and who was told of them when (ADR 23). */
export class DealerFigure20261130013000 implements MigrationInterface {
  name = 'DealerFigure20261130013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FACTS);
    await runner.query(FIGURES);
    await runner.query(VIEWS);
    await runner.query(NOTES);
    await runner.query(TRIGGERS);
    await runner.query(RIGHTS);
    await runner.query(REMINDERS);
    // The worker counts them in the background. Until then what is read is counted at the moment in which it is read.
    await runner.query(`
      INSERT INTO dealer_figure_due (dealer_id)
      SELECT DISTINCT parent_customer_id FROM customer WHERE parent_customer_id IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX campaign_reminder_press;
      DROP TABLE campaign_summary;
      DROP TRIGGER customer_figure_moves ON customer;
      ${WATCHED.map(({ table }) => dropTriggers(table)).join('\n')}
      DROP FUNCTION move_figures, note_dealers_due, note_dealer_due;
      DROP VIEW network_dealer_figure, network_customer_fact, current_dealer_figure, due_dealer, dealer_count, customer_fact;
      DROP TABLE dealer_figure_due, dealer_figure`);
  }
}

const UNSETTLED = `(status IN ('several', 'none', 'invited', 'bouncing') OR status = 'active' AND no_phone)`;

// What is counted of a customer. ログイン状況 itself is said by customer_overview. None of it depends on the time.
const FACTS = `
  CREATE VIEW customer_fact AS
  SELECT fact.*, ${UNSETTLED} AS unsettled
    FROM (
      SELECT customer_id, name, parent_customer_id, path, login_status AS status,
             NOT EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = overview.customer_id
               AND kind IN ('landline', 'mobile', 'ip_phone') AND retired_at IS NULL) AS no_phone,
             (SELECT count(*) FROM legacy_login WHERE legacy_login.customer_id = overview.customer_id) >= 2 AS had_several,
             -- a mail can go to an address that has answered and takes mails
             EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = overview.customer_id
               AND kind = 'email' AND confirmed_at IS NOT NULL AND failed_at IS NULL AND retired_at IS NULL)
             AND NOT EXISTS (SELECT FROM credential WHERE credential.customer_id = overview.customer_id
               AND state = 'invited' AND confirmed_at IS NULL) AS reachable
        FROM customer_overview overview
    ) AS fact`;

/** The columns of the figures, and which customers each of them counts. */
const COUNTS: Readonly<Record<string, string>> = {
  suspended: "status = 'suspended'",
  active: "status = 'active'",
  several: "status = 'several'",
  none: "status = 'none'",
  invited: "status = 'invited'",
  bouncing: "status = 'bouncing'",
  no_phone: "no_phone AND status <> 'suspended'",
  unsettled: UNSETTLED,
  had_several: "had_several AND status <> 'suspended'",
  consolidated: "had_several AND status NOT IN ('suspended', 'several')",
  reachable_several: "reachable AND status = 'several'",
  reachable_none: "reachable AND status = 'none'",
  reachable_invited: "reachable AND status = 'invited'",
  reachable_bouncing: "reachable AND status = 'bouncing'",
  reachable_no_phone: "reachable AND no_phone AND status <> 'suspended'",
  reachable_unsettled: `reachable AND ${UNSETTLED}`,
};
const COLUMNS = Object.keys(COUNTS);

const FIGURES = `
  CREATE TABLE dealer_figure (
    dealer_id char(8) PRIMARY KEY REFERENCES customer ON DELETE CASCADE,
    -- that of the dealer: the figures below a customer are found by it
    path ltree NOT NULL,
    ${COLUMNS.map((column) => `${column} integer NOT NULL`).join(', ')}
  );
  CREATE INDEX dealer_figure_path ON dealer_figure USING gist (path);
  -- notes of dealers whose figures are no longer what is kept; there may be several of one dealer
  CREATE TABLE dealer_figure_due (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- somebody came, or went, directly below this dealer
    dealer_id char(8),
    -- a customer who changed: due is the dealer above as the reader sees it, since a move may commit in between
    customer_id char(8),
    CHECK ((dealer_id IS NULL) <> (customer_id IS NULL))
  )`;

// OFFSET 0 twice. The facts of a customer are found out once, not once for each column. And each due dealer is looked up
// by its key: a plan that reads all customers would be right only for an estimate that is never right, because the table
// of due dealers is empty most of the time.
const VIEWS = `
  -- any customer as a dealer: those directly below, counted now
  CREATE VIEW dealer_count AS
  SELECT dealer.customer_id AS dealer_id, dealer.path, counted.*
    FROM customer AS dealer CROSS JOIN LATERAL (
      SELECT ${Object.entries(COUNTS)
        .map(([column, condition]) => `count(*) FILTER (WHERE ${condition})::int AS ${column}`)
        .join(', ')}
        FROM (SELECT status, no_phone, had_several, reachable FROM customer_fact
               WHERE parent_customer_id = dealer.customer_id OFFSET 0) AS fact) AS counted;
  CREATE VIEW due_dealer AS
  SELECT note.id, coalesce(note.dealer_id, changed.parent_customer_id) AS dealer_id
    FROM dealer_figure_due AS note LEFT JOIN LATERAL (
      SELECT parent_customer_id FROM customer WHERE customer_id = note.customer_id OFFSET 0) AS changed ON true;
  -- what is kept, and what is due as it is counted now: exact in every statement
  CREATE VIEW current_dealer_figure AS
  SELECT dealer_id, path, ${COLUMNS.join(', ')} FROM dealer_figure
   WHERE NOT EXISTS (SELECT FROM due_dealer WHERE due_dealer.dealer_id = dealer_figure.dealer_id)
  UNION ALL
  SELECT due.dealer_id, dealer.path, ${COLUMNS.join(', ')}
    FROM (SELECT DISTINCT dealer_id FROM due_dealer) AS due
    CROSS JOIN LATERAL (SELECT path FROM customer WHERE customer_id = due.dealer_id OFFSET 0) AS dealer
    CROSS JOIN LATERAL (
      SELECT ${COLUMNS.join(', ')} FROM dealer_count WHERE dealer_count.dealer_id = due.dealer_id OFFSET 0) AS counted;
  CREATE VIEW network_dealer_figure AS SELECT * FROM current_dealer_figure WHERE path <@ viewer_path();
  CREATE VIEW network_customer_fact AS SELECT * FROM customer_fact WHERE path <@ viewer_path()`;

// With their owner's rights: whoever changes a customer cannot leave this out.
const NOTES = `
  CREATE FUNCTION note_dealers_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF TG_TABLE_NAME = 'customer' THEN
      INSERT INTO dealer_figure_due (dealer_id)
        SELECT DISTINCT parent_customer_id FROM touched WHERE parent_customer_id IS NOT NULL;
    ELSE
      INSERT INTO dealer_figure_due (customer_id) SELECT DISTINCT customer_id FROM touched;
    END IF;
    RETURN NULL;
  END $$;
  CREATE FUNCTION note_dealer_due() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    INSERT INTO dealer_figure_due (customer_id) VALUES (NEW.customer_id);
    IF TG_TABLE_NAME = 'customer' THEN
      INSERT INTO dealer_figure_due (dealer_id) SELECT OLD.parent_customer_id
       WHERE OLD.parent_customer_id IS NOT NULL AND OLD.parent_customer_id IS DISTINCT FROM NEW.parent_customer_id;
    END IF;
    RETURN NULL;
  END $$;
  -- of the one who is moved: those below change their rows in the same statement
  CREATE FUNCTION move_figures() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    UPDATE dealer_figure SET path = subpath(NEW.path, 0, -1) || subpath(path, nlevel(OLD.path) - 1)
     WHERE path <@ OLD.path;
    RETURN NULL;
  END $$`;

/** The tables on which the facts depend, and the changes of a row that can change one. */
const WATCHED = [
  { table: 'customer', change: changed('suspended_at IS NULL', 'parent_customer_id') },
  {
    table: 'credential',
    change: changed('state', 'undelivered_at IS NULL', 'confirmed_at IS NULL'),
  },
  { table: 'legacy_login', change: changed('retired_at IS NULL') },
  {
    table: 'contact_point',
    change: changed('kind', 'confirmed_at IS NULL', 'failed_at IS NULL', 'retired_at IS NULL'),
  },
];

function changed(...values: string[]): string {
  return `(${values.map((value) => `OLD.${value}`).join(', ')}) IS DISTINCT FROM (${values
    .map((value) => `NEW.${value}`)
    .join(', ')})`;
}

// An update is looked at row by row, because its condition costs less than a copy of all rows of a large move.
const TRIGGERS = `
  ${WATCHED.map(
    ({ table, change }) => `
  CREATE TRIGGER ${table}_figure_comes AFTER INSERT ON ${table}
    REFERENCING NEW TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_dealers_due();
  CREATE TRIGGER ${table}_figure_goes AFTER DELETE ON ${table}
    REFERENCING OLD TABLE AS touched FOR EACH STATEMENT EXECUTE FUNCTION note_dealers_due();
  CREATE TRIGGER ${table}_figure_changes AFTER UPDATE ON ${table}
    FOR EACH ROW WHEN (${change}) EXECUTE FUNCTION note_dealer_due();`,
  ).join('')}
  CREATE TRIGGER customer_figure_moves AFTER UPDATE ON customer
    FOR EACH ROW WHEN (OLD.parent_customer_id IS DISTINCT FROM NEW.parent_customer_id) EXECUTE FUNCTION move_figures()`;

const dropTriggers = (table: string) =>
  ['comes', 'goes', 'changes'].map((end) => `DROP TRIGGER ${table}_figure_${end} ON ${table};`).join(' ');

// The API reads through the views of the viewer. The worker keeps the figures, and nobody else writes them.
const RIGHTS = `
  REVOKE ALL ON dealer_figure, dealer_figure_due, customer_fact, dealer_count, due_dealer, current_dealer_figure,
    network_dealer_figure, network_customer_fact FROM daiko_api, daiko_worker;
  GRANT SELECT ON network_dealer_figure, network_customer_fact TO daiko_api, daiko_viewer;
  GRANT SELECT ON dealer_count, due_dealer, current_dealer_figure TO daiko_worker;
  -- what a call says is put together by the API, with the statement that counts for a summary, too
  GRANT SELECT ON dealer_count TO daiko_api;
  GRANT SELECT, INSERT, UPDATE ON dealer_figure TO daiko_worker;
  GRANT SELECT, DELETE ON dealer_figure_due TO daiko_worker`;

// A reminder is noted where a mail went; what a dealer is told is noted by itself.
const REMINDERS = `
  CREATE TABLE campaign_summary (
    dealer_id char(8) PRIMARY KEY REFERENCES customer,
    sent_at timestamptz NOT NULL DEFAULT now(),
    sent_by char(8) NOT NULL REFERENCES customer
  );
  REVOKE ALL ON campaign_summary FROM daiko_api, daiko_worker;
  GRANT SELECT, INSERT, UPDATE ON campaign_summary TO daiko_api;
  CREATE INDEX campaign_summary_press ON campaign_summary (sent_by, sent_at);
  CREATE INDEX campaign_reminder_press ON campaign_reminder (reminded_by, reminded_at)`;
