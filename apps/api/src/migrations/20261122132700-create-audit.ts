import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The audit trail: events that are only ever added, and the seals that chain them. */
export class CreateAudit20261122132700 implements MigrationInterface {
  name = 'CreateAudit20261122132700';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(EVENT);
    await runner.query(SEAL);
    await runner.query(APPEND_ONLY);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE audit_seal, audit_event');
    await runner.query('DROP FUNCTION audit_forget()');
    await runner.query('DROP FUNCTION audit_append_only()');
  }
}

// No foreign key: what is recorded of a customer outlives them, and a refusal may name nobody who ever was.
const EVENT = `
  CREATE TABLE audit_event (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    event text NOT NULL,
    result text NOT NULL CHECK (result IN ('done', 'refused')),
    -- an お客様ID, or anonymous, system, provider, command-line
    actor text NOT NULL,
    subject char(8),
    address inet,
    user_agent text,
    detail jsonb NOT NULL CHECK (jsonb_typeof(detail) = 'object')
  );
  CREATE INDEX audit_event_at ON audit_event (at);
  CREATE INDEX audit_event_subject ON audit_event (subject, id);
  CREATE INDEX audit_event_actor ON audit_event (actor, id)`;

const SEAL = `
  CREATE TABLE audit_seal (
    position bigint PRIMARY KEY CHECK (position > 0),
    event_id bigint NOT NULL UNIQUE,
    event_at timestamptz NOT NULL,
    -- SHA-256 over the hash before it and the event
    hash bytea NOT NULL,
    -- keyed hash over it: who writes to the tables alone cannot chain them anew
    mark bytea NOT NULL,
    key_id text NOT NULL,
    sealed_at timestamptz NOT NULL DEFAULT now()
  )`;

const APPEND_ONLY = `
  CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'DELETE' AND TG_TABLE_NAME = 'audit_event' THEN
        IF OLD.at < now() - interval '7 years' THEN RETURN OLD; END IF;
      END IF;
      RAISE EXCEPTION '% is only ever added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END $$;
  CREATE TRIGGER audit_event_append_only BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION audit_append_only();
  CREATE TRIGGER audit_event_no_truncate BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
  CREATE TRIGGER audit_seal_append_only BEFORE UPDATE OR DELETE ON audit_seal
    FOR EACH ROW EXECUTE FUNCTION audit_append_only();
  CREATE TRIGGER audit_seal_no_truncate BEFORE TRUNCATE ON audit_seal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only();
  -- The one way out, after the seven years that it is kept; the seals stay and the chain with them.
  CREATE FUNCTION audit_forget() RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    WITH forgotten AS (DELETE FROM audit_event WHERE at < now() - interval '7 years' RETURNING id)
    SELECT count(*) FROM forgotten
  $$;
  REVOKE ALL ON FUNCTION audit_forget() FROM PUBLIC`;
