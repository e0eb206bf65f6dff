import { IMPORT_FILES, type ImportFileName } from '@daiko/contracts';
import { DATABASE_TIMEOUTS, openConnection } from '@daiko/server-platform';
import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { emptyStaging } from './empty-staging';
import type { ExportFile } from './read/export-files';
import type { OpenFile } from './read/export-reader';
import { ExportUnreadable } from './read/export-unreadable';
import { failRun } from './import-failure';
import { asOnlyImporter } from './import-lock';
import { ImportRun } from './import-run';
import { SELECT_SEAL } from './upload-seal';

/** How often a run is taken up. After that it is given up, because something ends every process that tries it. */
const ATTEMPTS_MAX = 20;

/**
 * Runs the import of an upload, from its first row or from the point where it was interrupted. An error after which
 * the run cannot continue is noted in the run. An error outside the run (the database is down) is thrown, and the run
 * stays open for the next process that takes it up.
 * @param depthMax levels that the tree may have
 * @throws ImportUnderWay
 */
export function importUpload(databaseUrl: string, runId: string, depthMax?: number): Promise<void> {
  return asOnlyImporter(databaseUrl, async (client) => {
    const run = await takeUp(client, runId);
    if (run === undefined) return;
    if (run.attempts > ATTEMPTS_MAX) return failRun(client, runId, 'keeps_failing');
    if (!(await isSealed(client, run))) return failRun(client, runId, 'unreadable', CHANGED);
    // Reading needs a separate connection: files are read ahead while the other connection writes.
    const reader = await openConnection(databaseUrl, DATABASE_TIMEOUTS.import, 'daiko-import-reader');
    try {
      const options = {
        isDry: run.isDry,
        onProgress: () => undefined,
        ...(depthMax !== undefined && { depthMax }),
      };
      await new ImportRun(client, runId, uploaded(reader, run.uploadId), options).finish();
    } catch (error) {
      if (!(error instanceof ExportUnreadable)) throw error;
      await failRun(client, runId, 'unreadable', error.message);
    } finally {
      await reader.end();
    }
  });
}

interface TakenUp {
  uploadId: string;
  isDry: boolean;
  attempts: number;
  /** The hash of the files at the time when the run was started. */
  seal: Buffer | null;
}

const CHANGED = 'ファイルが、送信または試しのときの内容と違います';

async function isSealed(client: Client, { uploadId, seal }: TakenUp): Promise<boolean> {
  const { rows } = await client.query<{ seal: Buffer | null }>(SELECT_SEAL, [uploadId]);
  return seal === null || rows[0]?.seal?.equals(seal) === true;
}

async function takeUp(client: Client, runId: string): Promise<TakenUp | undefined> {
  await client.query('BEGIN');
  const { rows } = await client.query<TakenUp & { isFresh: boolean }>(UPDATE_RUN_TAKEN_UP, [runId]);
  // The staging tables are not logged: after a crash of the database itself they are empty, and reading begins again.
  if (rows[0]?.isFresh === true) for (const statement of ANEW) await client.query(statement, [runId]);
  if (rows[0]?.isFresh === true) await emptyStaging(client);
  await client.query('COMMIT');
  return rows[0];
}

const NAMES = Object.fromEntries(Object.entries(IMPORT_FILES).map(([name, file]) => [file, name])) as Record<
  ExportFile,
  ImportFileName
>;

/** The files of an upload, one piece at a time. */
function uploaded(reader: Client, uploadId: string): OpenFile {
  return async function* (file) {
    for (let piece = 0; ; piece++) {
      const { rows } = await reader.query<{ bytes: Buffer; digest: Buffer }>(PIECE, [
        uploadId,
        NAMES[file],
        piece,
      ]);
      if (rows[0] === undefined) return;
      const { bytes, digest } = rows[0];
      if (!createHash('sha256').update(bytes).digest().equals(digest))
        throw new ExportUnreadable(`${file}: ${CHANGED}`);
      yield bytes;
    }
  };
}

const UPDATE_RUN_TAKEN_UP = `
  UPDATE import_run SET attempts = attempts + 1
  WHERE id = $1 AND state NOT IN ('done', 'failed') AND upload_id IS NOT NULL
  RETURNING upload_id AS "uploadId", dry_run AS "isDry", attempts, fingerprint AS seal,
    NOT EXISTS (SELECT FROM import_customer) OR progress = '{}' AS "isFresh"`;

const ANEW = [
  `UPDATE import_run SET state = 'reading', progress = '{}', applied = 0, total = 0 WHERE id = $1`,
  'DELETE FROM import_line WHERE run_id = $1',
];

const PIECE = 'SELECT bytes, digest FROM import_piece WHERE upload_id = $1 AND name = $2 AND piece = $3';
