import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An export that an operator uploads, and the runs over it: at most one upload waits at a time. */
export class UploadImports20261122181500 implements MigrationInterface {
  name = 'UploadImports20261122181500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(UPLOADS);
    await runner.query(RUNS);
    await runner.query(RIGHTS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

// `import_file` was there for this, and nothing ever wrote to it.
const UPLOADS = `
  DROP TABLE import_file;
  CREATE TABLE import_upload (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    uploaded_by char(8) NOT NULL REFERENCES customer,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE UNIQUE INDEX import_upload_one ON import_upload ((true));
  CREATE TABLE import_file (
    upload_id uuid NOT NULL REFERENCES import_upload ON DELETE CASCADE,
    name text NOT NULL CHECK (name IN ('customers', 'contacts', 'logins')),
    size bigint NOT NULL CHECK (size > 0),
    PRIMARY KEY (upload_id, name)
  );
  -- all of the same length but the last; as they come, not compressed
  CREATE TABLE import_piece (
    upload_id uuid NOT NULL,
    name text NOT NULL,
    piece integer NOT NULL CHECK (piece >= 0),
    bytes bytea NOT NULL,
    PRIMARY KEY (upload_id, name, piece),
    FOREIGN KEY (upload_id, name) REFERENCES import_file ON DELETE CASCADE
  );
  ALTER TABLE import_piece ALTER bytes SET STORAGE EXTERNAL`;

const RUNS = `
  -- a run over an upload is known by its id, one over files by what is in them
  ALTER TABLE import_run ALTER fingerprint DROP NOT NULL;
  ALTER TABLE import_run
    ADD upload_id uuid REFERENCES import_upload ON DELETE SET NULL,
    -- how often a process began with it: one that ends whoever tries is given up
    ADD attempts integer NOT NULL DEFAULT 0,
    -- customers brought in or compared, of total
    ADD applied integer NOT NULL DEFAULT 0,
    -- what of the export the failure is about
    ADD failure_note text;
  CREATE INDEX import_run_started ON import_run (started_at)`;

// The import empties what it read into; only owners may otherwise.
const RIGHTS = `
  GRANT TRUNCATE ON import_customer, import_contact, import_login TO daiko_api;
  CREATE FUNCTION import_measure() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN ANALYZE import_customer; ANALYZE import_contact; ANALYZE import_login; END $$;
  REVOKE ALL ON FUNCTION import_measure() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION import_measure() TO daiko_api;
  REVOKE ALL ON import_upload, import_file, import_piece FROM daiko_worker`;

const DOWN = `
  DROP FUNCTION import_measure();
  REVOKE TRUNCATE ON import_customer, import_contact, import_login FROM daiko_api;
  DROP INDEX import_run_started;
  UPDATE import_run SET fingerprint = '' WHERE fingerprint IS NULL;
  ALTER TABLE import_run ALTER fingerprint SET NOT NULL,
    DROP upload_id, DROP attempts, DROP applied, DROP failure_note;
  DROP TABLE import_piece, import_file, import_upload;
  CREATE TABLE import_file (
    run_id uuid NOT NULL REFERENCES import_run,
    name text NOT NULL,
    piece integer NOT NULL,
    bytes bytea NOT NULL,
    PRIMARY KEY (run_id, name, piece)
  );
  REVOKE ALL ON import_file FROM daiko_worker`;
