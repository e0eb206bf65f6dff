import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { entities } from '../../src/entities';
import { migrations } from '../../src/migrations';

/** Everything of the schema that a migration makes, a line each, in a stable order. */
const SCHEMA = `
  SELECT format('column %s.%s %s %s %s', table_name, column_name, udt_name, is_nullable, column_default) AS line
    FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL
  SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT format('sequence %s', sequencename) FROM pg_sequences WHERE schemaname = 'public'
  UNION ALL SELECT format('function %s', pg_get_functiondef(p.oid)) FROM pg_proc p
    WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'
      AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
  UNION ALL SELECT format('view %s %s', viewname, definition) FROM pg_views WHERE schemaname = 'public'
  UNION ALL SELECT format('policy %s', to_jsonb(p)) FROM pg_policies p
  UNION ALL SELECT format('rights %s %s %s', relname, relrowsecurity, relacl) FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relname <> 'migrations'
  UNION ALL SELECT format('column rights %s.%s %s', attrelid::regclass, attname, attacl) FROM pg_attribute
    WHERE attacl IS NOT NULL AND attrelid::regclass::text !~ '^pg_|^information_schema'
  UNION ALL SELECT format('trigger %s', pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
  ORDER BY 1`;

/** Columns by which everything of a customer is looked for, and which no index begins with that holds every row. */
const CUSTOMERS_WITHOUT_INDEX = `
  SELECT attrelid::regclass || '.' || attname AS name FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
   WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attname = 'customer_id' AND NOT EXISTS (
     SELECT FROM pg_index WHERE indrelid = attrelid AND indkey[0] = attnum
        AND (indpred IS NULL OR pg_get_expr(indpred, indrelid) = '(customer_id IS NOT NULL)'))
   ORDER BY 1`;

/** Read whole, or by what else stands in the row. */
const NOT_BY_CUSTOMER = [
  'dealer_figure_due.customer_id', // a queue
  'import_line.customer_id', // by run
  'passkey_step.customer_id', // the open ones, and none is kept for more than a day
  'pin_challenge.customer_id', // by the pair that was typed
];

/** Constraints and indexes are said once, in the migrations: that entities do not repeat them is no drift. */
const ONLY_IN_MIGRATIONS = /^(DROP INDEX|ALTER TABLE "\w+" DROP CONSTRAINT)/;

describe('the migrations', () => {
  let database: TestDatabase;
  let db: DataSource;

  const schema = async () => (await db.query<{ line: string }[]>(SCHEMA)).map(({ line }) => line);
  const ownTables = async () =>
    (await schema()).filter((line) => line.startsWith('column ') && !line.startsWith('column migrations.'));

  beforeAll(async () => {
    database = await testDatabase();
    db = new DataSource({ type: 'postgres', url: database.url, entities, migrations });
    await db.initialize();
  });
  afterAll(async () => {
    await db.destroy();
    await database.drop();
  });

  it('make the tables that the entities describe', async () => {
    const { upQueries } = await db.driver.createSchemaBuilder().log();
    const drift = upQueries.map(({ query }) => query).filter((query) => !ONLY_IN_MIGRATIONS.test(query));
    expect(drift).toEqual([]);
  });

  it('let what belongs to a customer be found without reading what belongs to the others', async () => {
    const rows = await db.query<{ name: string }[]>(CUSTOMERS_WITHOUT_INDEX);
    expect(rows.map(({ name }) => name)).toEqual(NOT_BY_CUSTOMER);
  });

  it('undo with down what up did, and do it again', async () => {
    const before = await schema();
    for (let left = migrations.length; left > 0; left--) await db.undoLastMigration();
    expect(await ownTables()).toEqual([]);
    expect(
      (await schema()).filter((line) => line.startsWith('sequence ') && !line.includes('migrations')),
    ).toEqual([]);
    await db.runMigrations();
    expect(await schema()).toEqual(before);
  });
});
