import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { dataDirectoryOf } from '../postgres/embedded.ts';
import { PROJECT } from '../postgres/place.ts';
import type { Environment } from './environment.ts';

/** Removes what the system of `folder` keeps, but not the note that we run. */
export function deleteData(folder: string, given: Environment): void {
  if (given['DATABASE_URL'] !== undefined) {
    throw new Error(
      '--fresh deletes the embedded database, and DATABASE_URL is set: empty that database yourself.',
    );
  }
  rmSync(dataDirectoryOf(folder), { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) {
    if (name !== 'start.pid') rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** Changes when the built migrations do. */
export function migrationsFingerprint(): string {
  const folder = join(PROJECT, 'dist', 'apps', 'api');
  const hash = createHash('sha256').update(readFileSync(join(folder, 'migrate.js')));
  const chunks = join(folder, 'chunks');
  // Chunks carry a hash of their content in their name.
  for (const name of existsSync(chunks) ? readdirSync(chunks).sort() : []) hash.update(name);
  return hash.digest('hex');
}

/** True when the migrated database holds no customer yet. */
export async function isEmpty(databaseUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rowCount } = await client.query('SELECT 1 FROM customer LIMIT 1');
  await client.end();
  return rowCount === 0;
}
