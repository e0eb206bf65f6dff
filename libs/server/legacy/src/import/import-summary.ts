import type { Client } from 'pg';
import { REASONS, type Reason } from './read/export-files';

/** The result of an import: the numbers of customers by outcome, and of rows by reason. */
export interface ImportSummary {
  /** Number of rows of each file. */
  read: Record<string, number>;
  imported: number;
  updated: number;
  unchanged: number;
  /** Number of lines in 取込エラー.csv for rows that were not imported, by reason. */
  refused: Record<string, number>;
  /** The same for rows that were imported with a note. */
  noted: Record<string, number>;
}

/** Counts the result. Call it before the staging tables are emptied. */
export async function summaryOf(client: Client, runId: string): Promise<ImportSummary> {
  const outcomes = { imported: 0, updated: 0, unchanged: 0 };
  const counted = await client.query<{ outcome: keyof typeof outcomes; count: number }>(SELECT_OUTCOMES);
  for (const { outcome, count } of counted.rows) outcomes[outcome] = count;
  const summary: ImportSummary = { read: {}, ...outcomes, refused: {}, noted: {} };
  const lines = await client.query<{ reason: Reason; count: number }>(SELECT_LINES, [runId]);
  for (const { reason, count } of lines.rows) summary[REASONS[reason][0]][reason] = count;
  const { rows } = await client.query<{ progress: Record<string, number> }>(
    'SELECT progress FROM import_run WHERE id = $1',
    [runId],
  );
  // Row 1 of each file contains its headings.
  for (const [file, last] of Object.entries(rows[0]?.progress ?? {}))
    summary.read[file] = Math.max(0, last - 1);
  return summary;
}

const SELECT_OUTCOMES = `
  SELECT outcome, count(*)::int AS count FROM import_customer WHERE outcome IS NOT NULL GROUP BY outcome`;

const SELECT_LINES = `
  SELECT reason, count(*)::int AS count FROM import_line WHERE run_id = $1 GROUP BY reason ORDER BY reason`;
