import type { AuditEventName, AuditResult } from '@daiko/contracts';
import { AuditTrail, type AuditRecord } from '@daiko/server-audit';
import type { Client } from 'pg';
import type { ImportSummary } from './import-summary';

type Detail = NonNullable<AuditRecord['detail']>;

/** Records that an import began. */
export function recordBegin(client: Client, runId: string): Promise<void> {
  return record(client, runId, 'legacy.import_begun', 'done', {});
}

/** Records the result of an import: the numbers of customers by outcome, and the number of refused rows. */
export function recordEnd(client: Client, runId: string, summary: ImportSummary): Promise<void> {
  const { imported, updated, unchanged } = summary;
  const refused = Object.values(summary.refused).reduce((sum, rows) => sum + rows, 0);
  return record(client, runId, 'legacy.imported', 'done', { imported, updated, unchanged, refused });
}

/** Records that an import failed. @param failure a code */
export function recordFailure(client: Client, runId: string, failure: string): Promise<void> {
  return record(client, runId, 'legacy.imported', 'refused', { failure });
}

/** The actor is the operator who began the import, or the command line, no matter which process ends it. */
async function record(
  client: Client,
  runId: string,
  event: AuditEventName,
  result: AuditResult,
  detail: Detail,
): Promise<void> {
  const { rows } = await client.query<{ by: string | null; isDry: boolean }>(
    'SELECT requested_by AS by, dry_run AS "isDry" FROM import_run WHERE id = $1',
    [runId],
  );
  const manager = { query: (sql: string, values?: unknown[]) => client.query(sql, values) };
  await new AuditTrail().record(manager as unknown as Parameters<AuditTrail['record']>[0], {
    event,
    result,
    actor: rows[0]?.by ?? 'command-line',
    detail: { run: runId, isDry: rows[0]?.isDry ?? false, ...detail },
  });
}
