import { randomBytes } from 'node:crypto';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { inject } from 'vitest';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the server's maintenance database. */
    testServer: string;
    /** Name of the migrated database that every spec file clones. */
    testTemplate: string;
  }
}

/** A migrated, empty database of one spec file. */
export interface TestDatabase {
  url: string;
  /** Its URL for the role that a process connects as: no more rights than in production. */
  as(role: 'daiko_api' | 'daiko_worker' | 'daiko_auditor'): string;
  /** Connected, with the given entities. */
  db: DataSource;
  /** Disconnects and removes the database. Call it in `afterAll`. */
  drop(): Promise<void>;
}

/** As tools/test/database.setup.ts gives it. */
const ROLE_PASSWORD = 'for-tests-alone';

/** Connections per test database: more than one, or nothing would race. */
const POOL_SIZE = 20;

/** Clones the migrated template: every spec file has a database of its own, in milliseconds. */
export async function testDatabase(entities: DataSourceOptions['entities'] = []): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(`CREATE DATABASE ${name} TEMPLATE ${inject('testTemplate')}`);
  const url = new URL(inject('testServer'));
  url.pathname = `/${name}`;
  const db = new DataSource({ type: 'postgres', url: url.href, entities, poolSize: POOL_SIZE });
  await db.initialize();
  return {
    url: url.href,
    as: (role) => {
      const own = new URL(url);
      own.username = role;
      own.password = ROLE_PASSWORD;
      return own.href;
    },
    db,
    drop: async () => {
      if (db.isInitialized) await db.destroy();
      await onServer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** Opens `connections` of the pool: without it queued statements run one after the other and nothing races. */
export async function warmPool(db: DataSource, connections = POOL_SIZE): Promise<void> {
  await Promise.all(Array.from({ length: connections }, () => db.query('SELECT pg_sleep(0.05)')));
}

async function onServer(statement: string): Promise<void> {
  const server = new DataSource({ type: 'postgres', url: inject('testServer'), poolSize: 1 });
  await server.initialize();
  try {
    await server.query(statement);
  } finally {
    await server.destroy();
  }
}
