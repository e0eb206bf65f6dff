import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What opens a login, or proves one: only the API compares it. The worker sends messages and never reads it. */
const SECRET_COLUMNS = [
  'password_hash',
  'previous_password_hash',
  'foreign_hash',
  'token_hash',
  'challenge_hash',
  'browser_hash',
  'last_password',
  'public_key',
];

/** The worker's role reads every column that it read before, except those with secrets (docs/security/database-roles.md). */
export class LeastRights20261129203500 implements MigrationInterface {
  name = 'LeastRights20261129203500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(forEachTableWithSecrets(RESTRICT));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(forEachTableWithSecrets(RESTORE));
  }
}

// Rights on columns say nothing while the whole table may be read.
const RESTRICT = `
  IF has_table_privilege('daiko_worker', guarded.id, 'SELECT') THEN
    EXECUTE format('REVOKE SELECT ON %s FROM daiko_worker', guarded.id::regclass);
    EXECUTE format('GRANT SELECT (%s) ON %s TO daiko_worker', guarded.others, guarded.id::regclass);
  END IF`;

const RESTORE = `
  IF has_any_column_privilege('daiko_worker', guarded.id, 'SELECT') THEN
    EXECUTE format('REVOKE SELECT (%s) ON %s FROM daiko_worker', guarded.others, guarded.id::regclass);
    EXECUTE format('GRANT SELECT ON %s TO daiko_worker', guarded.id::regclass);
  END IF`;

const forEachTableWithSecrets = (statement: string) => `
  DO $$ DECLARE guarded record; BEGIN
    FOR guarded IN
      SELECT attrelid AS id, string_agg(quote_ident(attname), ', ') FILTER (WHERE NOT attname = ANY (secret)) AS others
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid,
             (SELECT ARRAY['${SECRET_COLUMNS.join("','")}']::name[] AS secret) AS named
       WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped
       GROUP BY attrelid HAVING bool_or(attname = ANY (secret))
    LOOP ${statement}; END LOOP;
  END $$`;
