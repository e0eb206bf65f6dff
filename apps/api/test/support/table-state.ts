import { DispatchService } from '@daiko/server-notification';
import type { DataSource } from 'typeorm';
import type { ApiBed } from './api-bed';

/** What counts and tells of requests changes with every request: limits per address, the audit trail, last uses; and a watch raises alarms by itself. */
const COUNTERS = ['public.rate_limit', 'public.audit_event', 'public.alarm'];
const COUNTING_COLUMNS = { 'public.session': ['last_used_at'] } as const;

/**
 * Rows and checksum of every table of every schema of ours; equal states hold the same rows. What earlier acts still put
 * into the queue is waited for.
 */
export async function tableState({ app, db }: ApiBed): Promise<Record<string, string>> {
  await app.get(DispatchService).settled();
  const tables = await db.query<{ name: string }[]>(
    `SELECT schemaname || '.' || quote_ident(tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const counted = tables.filter(({ name }) => !COUNTERS.includes(name));
  const states = counted.map(async ({ name }) => [name, await stateOf(db, name)] as const);
  return Object.fromEntries(await Promise.all(states));
}

async function stateOf(db: DataSource, table: string): Promise<string> {
  const left = (COUNTING_COLUMNS as Record<string, readonly string[]>)[table] ?? [];
  const [row] = await db.query<{ state: string }[]>(
    `SELECT count(*) || ' ' || coalesce(md5(string_agg(line, E'\n' ORDER BY line)), '-') AS state
       FROM (SELECT (to_jsonb(row) - $1::text[])::text AS line FROM ${table} AS row) AS lines`,
    [left],
  );
  return row?.state ?? '';
}
