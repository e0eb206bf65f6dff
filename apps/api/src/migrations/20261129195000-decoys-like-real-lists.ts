import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decoy lists that are drawn from frequencies of real ones, and a key that outlives SECRET_KEYS. */
export class DecoysLikeRealLists20261129195000 implements MigrationInterface {
  name = 'DecoysLikeRealLists20261129195000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(TABLES);
    await runner.query(RIGHTS);
    await runner.query(OPEN_RUNS);
  }

  /** Decoys of today lose the number that limits count on; whoever looks at them again needs a new run. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE decoy_list, contact_statistics, stable_key');
  }
}

const TABLES = `
  CREATE TABLE stable_key (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    -- of SECRET_KEYS, with which the key is encrypted
    key_id text NOT NULL,
    sealed bytea NOT NULL
  );
  CREATE TABLE contact_statistics (
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    -- frequencies of masked contacts; nothing that fewer than five customers have
    counts jsonb NOT NULL,
    counted_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE TABLE decoy_list (
    -- keyed hash of what was typed
    subject bytea PRIMARY KEY,
    -- as they are shown: the same pair is shown the same list
    destinations jsonb NOT NULL,
    asked_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX decoy_list_asked ON decoy_list (asked_at)`;

const RIGHTS = `
  REVOKE ALL ON stable_key, contact_statistics, decoy_list FROM daiko_api, daiko_worker;
  GRANT SELECT, INSERT, UPDATE ON stable_key TO daiko_api, daiko_worker;
  GRANT SELECT ON contact_statistics TO daiko_api;
  GRANT SELECT, INSERT, UPDATE ON contact_statistics TO daiko_worker;
  GRANT SELECT, INSERT, UPDATE ON decoy_list TO daiko_api;
  GRANT SELECT, DELETE ON decoy_list TO daiko_worker`;

// Runs that are open have lists of another form, and live for half an hour at most.
const OPEN_RUNS = `
  UPDATE pin_challenge SET ended_at = now()
   WHERE customer_id IS NULL AND done_at IS NULL AND ended_at IS NULL;
  UPDATE pin_challenge SET decoys = '[]' WHERE customer_id IS NULL`;
