import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { entities } from '../src/entities';
import { migrations } from '../src/migrations';

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
