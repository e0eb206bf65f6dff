import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { emptyStaging } from './empty-staging';
import { EXPORT_FILES } from './read/export-files';
import type { OpenFile } from './read/export-reader';
import { ExportUnreadable } from './read/export-unreadable';
import { recordBegin } from './import-audit';
import { failRun, giveUpOpenRun } from './import-failure';
import { asOnlyImporter } from './import-lock';
import { ImportRun, type ImportOptions } from './import-run';
import type { ImportSummary } from './import-summary';

/**
 * Imports an export from files, from the first row or from the point where it was interrupted. Its whole state is in
 * the database. When it is started again with the same files, it continues. When it is started again after it is
 * done, it compares the data and changes nothing.
 * @throws ImportUnderWay, ExportUnreadable
 */
export function importExport(
  databaseUrl: string,
  open: OpenFile,
  options: ImportOptions,
): Promise<{ id: string; summary: ImportSummary; isResumed: boolean }> {
  return asOnlyImporter(databaseUrl, async (client) => {
    const { id, isResumed } = await begin(client, await fingerprintOf(open), options.isDry);
    try {
      return { id, summary: await new ImportRun(client, id, open, options).finish(), isResumed };
    } catch (error) {
      if (error instanceof ExportUnreadable) await failRun(client, id, 'unreadable', error.message);
      throw error;
    }
  });
}

/** The hash of all three files, by which an interrupted run is recognized. */
async function fingerprintOf(open: OpenFile): Promise<Buffer> {
  const hash = createHash('sha256');
  for (const file of EXPORT_FILES) {
    hash.update(file);
    for await (const chunk of open(file)) hash.update(chunk);
  }
  return hash.digest();
}

/** Continues the open run of the same files. An interrupted run of other files is given up. */
async function begin(
  client: Client,
  fingerprint: Buffer,
  isDry: boolean,
): Promise<{ id: string; isResumed: boolean }> {
  const found = await client.query<{ id: string }>(SELECT_SAME_RUN, [fingerprint, isDry]);
  const same = found.rows[0]?.id;
  if (same !== undefined) return { id: same, isResumed: true };
  await giveUpOpenRun(client);
  await client.query('BEGIN');
  await emptyStaging(client);
  const begun = await client.query<{ id: string }>(INSERT_IMPORT_RUN, [fingerprint, isDry]);
  const id = begun.rows[0]?.id;
  if (id === undefined) throw new Error('an insert returned no row');
  await recordBegin(client, id);
  await client.query('COMMIT');
  return { id, isResumed: false };
}

// The staging tables are not logged: after a crash of the database itself they are empty, and reading begins again.
const SELECT_SAME_RUN = `
  SELECT id FROM import_run
  WHERE fingerprint = $1 AND dry_run = $2 AND state IN ('reading', 'judging', 'applying')
    AND (progress = '{}' OR EXISTS (SELECT FROM import_customer))`;

const INSERT_IMPORT_RUN = `INSERT INTO import_run (fingerprint, dry_run) VALUES ($1, $2) RETURNING id`;
