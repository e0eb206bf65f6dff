import { figure, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROLES = ['daiko_api', 'daiko_worker', 'daiko_auditor'] as const;
type Role = (typeof ROLES)[number];

/** Rights on the tables on which everything hangs: S select, I insert, U update, D delete. */
const RIGHTS: Record<string, Record<Role, string>> = {
  audit_event: { daiko_api: 'SI', daiko_worker: 'SI', daiko_auditor: 'SI' },
  audit_seal: { daiko_api: '', daiko_worker: 'SI', daiko_auditor: 'S' },
  customer: { daiko_api: 'SIU', daiko_worker: 'S', daiko_auditor: '' },
  credential: { daiko_api: 'SIUD', daiko_worker: '', daiko_auditor: '' },
  contact_point: { daiko_api: 'SIU', daiko_worker: 'S', daiko_auditor: '' },
  session: { daiko_api: 'SIU', daiko_worker: 'D', daiko_auditor: '' },
  pin_challenge: { daiko_api: 'SIU', daiko_worker: 'D', daiko_auditor: '' },
  mail_link: { daiko_api: 'SIU', daiko_worker: 'D', daiko_auditor: '' },
  passkey: { daiko_api: 'SIUD', daiko_worker: '', daiko_auditor: '' },
  passkey_owner: { daiko_api: 'SI', daiko_worker: '', daiko_auditor: '' },
  passkey_step: { daiko_api: 'SIU', daiko_worker: 'D', daiko_auditor: '' },
  passkey_challenge: { daiko_api: 'SIU', daiko_worker: 'D', daiko_auditor: '' },
  recovery_code: { daiko_api: 'SID', daiko_worker: '', daiko_auditor: '' },
  notification: { daiko_api: 'SIU', daiko_worker: 'SIUD', daiko_auditor: '' },
  dealer_figure: { daiko_api: '', daiko_worker: 'SIU', daiko_auditor: '' },
  dealer_class_figure: { daiko_api: '', daiko_worker: 'SID', daiko_auditor: '' },
  dealer_figure_due: { daiko_api: '', daiko_worker: 'SD', daiko_auditor: '' },
  migrations: { daiko_api: '', daiko_worker: '', daiko_auditor: '' },
};

describe('the roles of the database', () => {
  let database: TestDatabase;
  const as = {} as Record<Role, DataSource>;

  beforeAll(async () => {
    database = await testDatabase();
    for (const role of ROLES)
      as[role] = await new DataSource({ type: 'postgres', url: database.as(role) }).initialize();
  });
  afterAll(async () => {
    for (const role of ROLES) await as[role].destroy();
    await database.drop();
  });

  /** For the table of figures. */
  const outcomeOf = (statement: string) =>
    as.daiko_api.query(statement).then(
      () => 'done',
      ({ message }: Error) => (/permission denied/.test(message) ? 'denied' : message),
    );

  it('have on each table the rights that are written down, and no others', async () => {
    for (const [table, expected] of Object.entries(RIGHTS)) {
      const found: Partial<Record<Role, string>> = {};
      for (const role of ROLES) {
        const [row] = await database.db.query(
          `SELECT string_agg(left(right_, 1), '' ORDER BY place) AS rights
           FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) WITH ORDINALITY AS all_ (right_, place)
           WHERE has_table_privilege($1, $2::regclass, right_)`,
          [role, table],
        );
        found[role] = row.rights ?? '';
      }
      expect.soft({ table, ...found }).toEqual({ table, ...expected });
    }
  });

  it('have the rights that docs/security/database-roles.md says, column by column', async () => {
    const rows = await database.db.query<Right[]>(COLUMN_RIGHTS);
    await expect(rightsTable(rows)).toMatchFileSnapshot('../../../../docs/security/database-roles.md');
  });

  it.each([
    'SELECT password_hash FROM credential',
    'SELECT * FROM credential',
    'SELECT to_jsonb(credential) FROM credential',
    'SELECT password_hash FROM legacy_login',
    'SELECT foreign_hash FROM legacy_login',
    'SELECT token_hash FROM session',
    'SELECT token_hash FROM mail_link',
    'SELECT token_hash FROM pin_challenge',
    'SELECT last_password FROM sign_in_throttle',
  ])('keep what opens a login from the worker: %s', async (statement) => {
    await expect(as.daiko_worker.query(statement)).rejects.toThrow('permission denied');
  });

  it('are no superusers, and can make neither roles nor databases nor pass row-level security', async () => {
    const rows = await database.db.query(
      `SELECT rolname FROM pg_roles
       WHERE rolname LIKE 'daiko\\_%' AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication)`,
    );
    expect(rows).toEqual([]);
  });

  it.each([
    'UPDATE audit_event SET subject = NULL',
    'DELETE FROM audit_event',
    'TRUNCATE audit_event',
    'ALTER TABLE audit_event DISABLE TRIGGER USER',
    'DROP TRIGGER audit_event_append_only ON audit_event',
    'SELECT audit_forget()',
    'UPDATE audit_seal SET position = 1',
    'CREATE TABLE mine (id integer)',
    'ALTER TABLE customer ADD COLUMN mine integer',
    'DROP TABLE rate_limit',
    'CREATE FUNCTION mine() RETURNS integer LANGUAGE sql RETURN 1',
    'GRANT daiko_worker TO daiko_api',
    'SET ROLE daiko_worker',
    'SET session_replication_role = replica',
    'SELECT * FROM pg_authid',
    "COPY customer TO PROGRAM 'cat'",
  ])('refuse the API: %s', async (statement) => {
    if (/^(UPDATE|DELETE FROM|TRUNCATE) audit/.test(statement))
      figure('S11', `the API: ${statement}`, 'denied', await outcomeOf(statement));
    await expect(as.daiko_api.query(statement)).rejects.toThrow(/permission denied|must be owner|only ever/);
  });

  it.each([
    "UPDATE credential SET password_hash = 'mine'",
    "INSERT INTO credential (customer_id, login_id, state) VALUES ('01058734', 'mine@mail.example', 'invited')",
    "UPDATE contact_point SET value = 'mine@mail.example'",
    "UPDATE customer SET name = 'mine'",
    'UPDATE pin_challenge SET attempts = 0',
    'UPDATE audit_event SET subject = NULL',
    'DELETE FROM audit_event',
    'SET ROLE daiko_viewer',
  ])('refuse the worker: %s', async (statement) => {
    await expect(as.daiko_worker.query(statement)).rejects.toThrow('permission denied');
  });

  it.each(['SELECT * FROM customer', 'SELECT * FROM credential', 'UPDATE audit_event SET subject = NULL'])(
    'refuse the auditor: %s',
    async (statement) => {
      await expect(as.daiko_auditor.query(statement)).rejects.toThrow('permission denied');
    },
  );

  it('let the processes see every row of tables that are limited for dealers', async () => {
    const hidden = await database.db.query(
      `SELECT relname FROM pg_class
       WHERE relrowsecurity AND relnamespace = 'public'::regnamespace AND NOT EXISTS (
         SELECT FROM pg_policies WHERE tablename = relname AND qual = 'true'
           AND roles @> ARRAY['daiko_api', 'daiko_worker']::name[])`,
    );
    expect(hidden).toEqual([]);
  });

  it('let the API take on the role of a dealer’s view, and have none of its rights by itself', async () => {
    await as.daiko_api.transaction(async (tx) => {
      await tx.query('SET LOCAL ROLE daiko_viewer');
      await tx.query('SELECT customer_id FROM customer');
    });
    const [row] = await database.db.query(
      `SELECT pg_has_role('daiko_api', 'daiko_viewer', 'USAGE') AS usage, pg_has_role('daiko_api', 'daiko_viewer', 'SET') AS set`,
    );
    expect(row).toEqual({ usage: false, set: true });
  });
});

interface Right {
  table: string;
  role: string;
  rights: string;
  columns: string;
}

/** What is granted, in words: the whole table where every column is meant, else the columns. */
const COLUMN_RIGHTS = `
  SELECT relation.relname AS table, role.rolname AS role, string_agg(right_, ', ' ORDER BY place) AS rights, columns
    FROM pg_class relation
    CROSS JOIN (SELECT rolname FROM pg_roles
      WHERE rolname IN ('daiko_api', 'daiko_worker', 'daiko_auditor', 'daiko_viewer')) AS role
    CROSS JOIN unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE']) WITH ORDINALITY AS every_ (right_, place)
    CROSS JOIN LATERAL (
      SELECT CASE
        WHEN has_table_privilege(rolname, relation.oid, right_) THEN ''
        WHEN right_ = 'DELETE' THEN NULL
        ELSE (SELECT string_agg(attname, ', ' ORDER BY attname) FROM pg_attribute
               WHERE attrelid = relation.oid AND attnum > 0 AND NOT attisdropped
                 AND has_column_privilege(rolname, relation.oid, attname, right_)) END AS columns) AS granted
   WHERE relkind IN ('r', 'v') AND relnamespace = 'public'::regnamespace AND columns IS NOT NULL
   GROUP BY relation.relname, role.rolname, columns ORDER BY 1, 2, columns`;

function rightsTable(rows: Right[]): string {
  const lines = rows.map(
    ({ table, role, rights, columns }) =>
      `| ${table} | ${role} | ${rights} | ${columns === '' ? 'all' : columns} |`,
  );
  return `${[...INTRODUCTION, '| Table | Role | May | Columns |', '| - | - | - | - |', ...lines, '', '<!-- prettier-ignore-end -->'].join('\n')}\n`;
}

const INTRODUCTION = [
  '# What each role of the database may do',
  '',
  '<!-- Written by `apps/api/test/network/roles.api.spec.ts` with `--update`; the same test fails when a right is not written here. -->',
  '<!-- prettier-ignore-start -->',
  '',
  'One role per process (ADR 16): `daiko_api`, `daiko_worker`, `daiko_auditor`; `daiko_viewer` is what the API becomes for',
  'what a dealer asks. Password hashes, hashes of the old system, tokens and public keys are read by the API alone. The owner',
  'migrates and is no process.',
  '',
];
