import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The import of the old system's export: its runs, what was read, what was refused, what each customer looked like. */
export class ImportLegacy20261122144500 implements MigrationInterface {
  name = 'ImportLegacy20261122144500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(RUNS);
    await runner.query(STAGING);
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE imported_customer, import_line, import_login, import_contact, import_customer, import_file, import_run',
    );
  }
}

const RUNS = `
  CREATE TABLE import_run (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    state text NOT NULL DEFAULT 'reading' CHECK (state IN ('reading', 'judging', 'applying', 'done', 'failed')),
    dry_run boolean NOT NULL,
    -- of the three files: whoever comes again with the same goes on where it stopped
    fingerprint bytea NOT NULL,
    encoding text CHECK (encoding IN ('utf8', 'windows-31j')),
    -- rows read of each file, by name
    progress jsonb NOT NULL DEFAULT '{}',
    total integer NOT NULL DEFAULT 0,
    summary jsonb,
    failure text,
    requested_by char(8) REFERENCES customer,
    started_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
  );
  CREATE UNIQUE INDEX import_run_one_open ON import_run ((true)) WHERE state NOT IN ('done', 'failed');
  -- an uploaded export, in pieces; deleted when its run is over
  CREATE TABLE import_file (
    run_id uuid NOT NULL REFERENCES import_run,
    name text NOT NULL,
    piece integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (run_id, name, piece)
  );
  -- a line of 取込エラー.csv
  CREATE TABLE import_line (
    run_id uuid NOT NULL REFERENCES import_run,
    file text NOT NULL,
    row_number integer NOT NULL,
    customer_id text,
    column_name text NOT NULL,
    reason text NOT NULL,
    -- found when all was read, and found anew when that is judged again
    judged boolean NOT NULL DEFAULT false
  );
  CREATE INDEX import_line_run ON import_line (run_id);
  -- what the export said last of each customer: what differs from it was changed here since
  CREATE TABLE imported_customer (
    customer_id char(8) PRIMARY KEY REFERENCES customer,
    content jsonb NOT NULL
  )`;

// Not logged: after a crash of the database itself they are empty, which the run notices, and read again.
const STAGING = `
  CREATE UNLOGGED TABLE import_customer (
    row_number integer NOT NULL,
    customer_id char(8) NOT NULL,
    parent_id char(8),
    -- the row of the export above it: the parent, or what of the export stands above the parent
    above char(8),
    content jsonb NOT NULL,
    refused text,
    depth integer,
    outcome text
  );
  CREATE UNLOGGED TABLE import_contact (
    row_number integer NOT NULL,
    customer_id char(8) NOT NULL,
    kind text NOT NULL,
    value text NOT NULL,
    priority smallint NOT NULL,
    confirmed_at timestamptz
  );
  CREATE UNLOGGED TABLE import_login (
    row_number integer NOT NULL,
    customer_id char(8) NOT NULL,
    login_id text NOT NULL,
    folded_login_id text NOT NULL,
    foreign_hash text,
    user_name text,
    created_at timestamptz,
    last_signed_in_at timestamptz,
    suspended boolean NOT NULL
  );
  CREATE INDEX import_customer_id ON import_customer (customer_id);
  CREATE INDEX import_customer_above ON import_customer (above);
  CREATE INDEX import_customer_open ON import_customer (depth, customer_id) WHERE outcome IS NULL AND refused IS NULL;
  CREATE INDEX import_contact_id ON import_contact (customer_id);
  CREATE INDEX import_login_id ON import_login (customer_id);
  CREATE INDEX import_login_folded ON import_login (folded_login_id)`;

// The worker has nothing to do with it.
const RIGHTS = `
  REVOKE ALL ON import_run, import_file, import_line, imported_customer, import_customer, import_contact, import_login
    FROM daiko_worker`;
