import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The logins of the old system, and how several become one. */
export class LegacyLogin20261122132600 implements MigrationInterface {
  name = 'LegacyLogin20261122132600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LEGACY_LOGIN);
    await runner.query(CONSOLIDATION);
    await runner.query('ALTER TABLE session ADD COLUMN legacy_login_id uuid REFERENCES legacy_login');
  }

  async down(runner: QueryRunner): Promise<void> {
    // Without its mark a session of a legacy login would be one like any other.
    await runner.query('DELETE FROM session WHERE legacy_login_id IS NOT NULL');
    await runner.query('ALTER TABLE session DROP COLUMN legacy_login_id');
    await runner.query('ALTER TABLE legacy_login DROP COLUMN consolidation_id');
    await runner.query('DROP TABLE consolidation, legacy_login');
  }
}

const LEGACY_LOGIN = `
  CREATE TABLE legacy_login (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id char(8) NOT NULL REFERENCES customer,
    -- as the old system shows it
    login_id text NOT NULL CHECK (login_id <> ''),
    -- as it is compared at sign-in; several customers may have the same
    folded_login_id text NOT NULL CHECK (folded_login_id = lower(folded_login_id) AND folded_login_id <> ''),
    -- gone at the first right password, when it becomes Argon2id
    foreign_hash text,
    password_hash text CHECK (password_hash LIKE '$argon2id$%'),
    user_name text,
    created_at timestamptz,
    last_signed_in_at timestamptz,
    suspended_at timestamptz,
    imported_at timestamptz NOT NULL DEFAULT now(),
    retired_at timestamptz,
    CHECK (foreign_hash IS NULL OR password_hash IS NULL),
    UNIQUE (customer_id, folded_login_id)
  );
  CREATE INDEX legacy_login_folded ON legacy_login (folded_login_id);
  -- 複数あり counts these
  CREATE INDEX legacy_login_live ON legacy_login (customer_id) WHERE retired_at IS NULL;
  -- while there are any, refused sign-ins take as long as the slowest of them
  CREATE INDEX legacy_login_foreign ON legacy_login ((true)) WHERE foreign_hash IS NOT NULL`;

const CONSOLIDATION = `
  CREATE TABLE consolidation (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id char(8) NOT NULL REFERENCES customer,
    legacy_login_id uuid REFERENCES legacy_login,
    mail_link_id uuid UNIQUE REFERENCES mail_link ON DELETE SET NULL,
    requested_at timestamptz NOT NULL DEFAULT now(),
    done_at timestamptz,
    -- what the one login was before, for the undoing
    previous_login_id text,
    previous_password_hash text,
    previous_password_changed_at timestamptz,
    previous_state text CHECK (previous_state IN ('invited', 'active', 'suspended')),
    undone_at timestamptz,
    undone_by char(8) REFERENCES customer,
    CHECK ((previous_login_id IS NULL) = (previous_state IS NULL)),
    CHECK ((undone_at IS NULL) = (undone_by IS NULL)),
    CHECK (undone_at IS NULL OR done_at IS NOT NULL)
  );
  CREATE INDEX consolidation_customer ON consolidation (customer_id);
  ALTER TABLE legacy_login ADD COLUMN consolidation_id uuid REFERENCES consolidation;
  ALTER TABLE legacy_login ADD CHECK ((retired_at IS NULL) = (consolidation_id IS NULL))`;
