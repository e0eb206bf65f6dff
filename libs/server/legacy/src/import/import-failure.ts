import type { ImportFailure } from '@daiko/contracts';
import type { Client } from 'pg';
import { recordFailure } from './import-audit';

/** Ends a run that cannot be completed. @param note which part of the export is the cause; never a value of a row */
export async function failRun(
  client: Client,
  runId: string,
  failure: ImportFailure,
  note: string | null = null,
): Promise<void> {
  await client.query('BEGIN');
  const { rowCount } = await client.query(UPDATE_RUN_FAILED, [runId, failure, note]);
  if (rowCount !== 0) await recordFailure(client, runId, failure);
  await client.query('COMMIT');
}

/**
 * Gives up the open run. The caller holds the lock and begins a new run, so no other process works on the open one.
 */
export async function giveUpOpenRun(client: Client): Promise<void> {
  const { rows } = await client.query<{ id: string }>(SELECT_OPEN_RUN);
  for (const { id } of rows) await failRun(client, id, 'given_up');
}

const UPDATE_RUN_FAILED = `
  UPDATE import_run SET state = 'failed', failure = $2, failure_note = $3, finished_at = now()
  WHERE id = $1 AND state NOT IN ('done', 'failed')`;

const SELECT_OPEN_RUN = `SELECT id FROM import_run WHERE state NOT IN ('done', 'failed')`;
