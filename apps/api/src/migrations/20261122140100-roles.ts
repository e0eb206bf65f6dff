import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One role per process, each with what it needs (ADR: database roles). They have no password here and cannot log in
 * until `npm run migrate` is given one.
 */
export class Roles20261122140100 implements MigrationInterface {
  name = 'Roles20261122140100';

  async up(runner: QueryRunner): Promise<void> {
    for (const role of PROCESS_ROLES) await runner.query(createRole(role));
    await runner.query(MEMBERSHIP);
    await runner.query(API);
    await runner.query(WORKER);
    await runner.query(AUDITOR);
    await runner.query(LATER_TABLES);
    await runner.query(ROWS);
  }

  /** The roles themselves stay: they belong to the whole cluster, and other databases may use them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(ROWS_DOWN);
    await runner.query(`
      ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM ${ALL};
      ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM ${ALL};
      REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${ALL};
      REVOKE ALL (failed_at) ON contact_point FROM daiko_worker;
      REVOKE ALL (undelivered_at) ON credential FROM daiko_worker;
      REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ${ALL};
      REVOKE ALL ON FUNCTION audit_forget() FROM daiko_worker`);
  }
}

/** Who connects: the API, the worker, and whoever verifies the audit trail. */
export const PROCESS_ROLES = ['daiko_api', 'daiko_worker', 'daiko_auditor'] as const;
const ALL = PROCESS_ROLES.join(', ');

// Another database of the cluster may have made the role, or be making it at this moment.
const createRole = (role: string) => `
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${role}') THEN CREATE ROLE ${role} NOLOGIN NOINHERIT; END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$`;

// What the API does for a dealer it does as daiko_viewer; it has none of that role's rights of its own accord.
// "internal_error" is how PostgreSQL says that another database was granting the same at the same moment.
const MEMBERSHIP = `
  DO $$ BEGIN
    IF NOT pg_has_role('daiko_api', 'daiko_viewer', 'MEMBER') THEN GRANT daiko_viewer TO daiko_api; END IF;
  EXCEPTION WHEN unique_violation OR internal_error THEN NULL;
  END $$`;

const API = `
  GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA public TO daiko_api;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO daiko_api;
  GRANT DELETE ON sign_in_throttle, recovery_gate TO daiko_api;
  REVOKE ALL ON migrations, audit_seal FROM daiko_api;
  REVOKE UPDATE ON audit_event FROM daiko_api`;

// It reads what it sends, writes down what came of it, and deletes what has been kept long enough. No login, no
// customer, no PIN and no link can it write.
const WORKER = `
  GRANT SELECT ON ALL TABLES IN SCHEMA public TO daiko_worker;
  GRANT INSERT, UPDATE, DELETE ON notification TO daiko_worker;
  GRANT INSERT, UPDATE ON channel_outage, provider_slot, alarm, message_budget, rate_limit TO daiko_worker;
  GRANT UPDATE (failed_at) ON contact_point TO daiko_worker;
  GRANT UPDATE (undelivered_at) ON credential TO daiko_worker;
  GRANT DELETE ON mail_link, pin_challenge, session, rate_limit, sign_in_throttle TO daiko_worker;
  GRANT INSERT ON audit_event, audit_seal TO daiko_worker;
  GRANT EXECUTE ON FUNCTION audit_forget() TO daiko_worker;
  REVOKE ALL ON migrations FROM daiko_worker`;

// Reads the trail, and adds to it that it did.
const AUDITOR = `
  GRANT SELECT, INSERT ON audit_event TO daiko_auditor;
  GRANT SELECT ON audit_seal TO daiko_auditor;
  GRANT SELECT ON SEQUENCE audit_event_id_seq TO daiko_auditor`;

// A later migration takes back what its tables should not give.
const LATER_TABLES = `
  ALTER DEFAULT PRIVILEGES IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO daiko_api, daiko_worker;
  ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO daiko_api, daiko_worker`;

// Where row-level security is on for daiko_viewer, the processes see every row.
const forEachGuarded = (statement: string) => `
  DO $$ DECLARE guarded regclass; BEGIN
    FOR guarded IN SELECT oid FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace LOOP
      EXECUTE format('${statement}', guarded);
    END LOOP;
  END $$`;
const ROWS = forEachGuarded(
  'CREATE POLICY daiko_process ON %s TO daiko_api, daiko_worker USING (true) WITH CHECK (true)',
);
const ROWS_DOWN = forEachGuarded('DROP POLICY IF EXISTS daiko_process ON %s');

/** BullMQ's tables, made by its own migrations after ours. */
export const QUEUE_GRANTS = `
  GRANT USAGE ON SCHEMA bullmq TO daiko_api, daiko_worker;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO daiko_api, daiko_worker;
  GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA bullmq TO daiko_api, daiko_worker;
  ALTER DEFAULT PRIVILEGES IN SCHEMA bullmq
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO daiko_api, daiko_worker;
  ALTER DEFAULT PRIVILEGES IN SCHEMA bullmq GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO daiko_api, daiko_worker`;
