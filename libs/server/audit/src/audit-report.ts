import type { AuditEntry, AuditTimeline } from '@daiko/contracts';
import type { DataSource, EntityManager } from 'typeorm';

/** Days in Japan, both included, `2026-11-01`. */
export interface Period {
  from: string;
  to: string;
}

export type ReportedEvent = AuditEntry & { subject: string | null };

/** A customer who was touched in a period, for the report that 個人情報保護法 26条 asks for. */
export interface AffectedCustomer {
  customerId: string;
  events: number;
  firstAt: string;
  lastAt: string;
}

const BATCH = 2_000;
const PAGE = 50;

/** Every event of a period, in the order of recording, in pieces that fit into memory. */
export async function* eventsOf(
  db: Pick<DataSource, 'query'>,
  { from, to }: Period,
): AsyncGenerator<ReportedEvent[]> {
  for (let after = '0'; ;) {
    const rows = await db.query<ReportedEvent[]>(PERIOD, [from, to, after, BATCH]);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.id;
  }
}

/** Whose data was touched in a period. @param actor of whom alone, where given */
export function affectedIn(
  db: Pick<DataSource, 'query'>,
  { from, to }: Period,
  actor?: string,
): Promise<AffectedCustomer[]> {
  return db.query<AffectedCustomer[]>(AFFECTED, [from, to, actor ?? null]);
}

/** What a customer did and what was done to them, the newest first. @param before `next` of the page before */
export async function timelineOf(
  manager: Pick<EntityManager, 'query'>,
  customerId: string,
  before?: string,
): Promise<AuditTimeline> {
  const rows = await manager.query<AuditEntry[]>(TIMELINE, [customerId, before ?? null, PAGE + 1]);
  const entries = rows.slice(0, PAGE);
  return { entries, next: rows.length > PAGE ? (entries.at(-1)?.id ?? null) : null };
}

const COLUMNS = `id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, event, result, actor,
  host(address) AS address, user_agent AS "userAgent", detail`;

const DAYS = `at >= $1::date::timestamp AT TIME ZONE 'Asia/Tokyo'
  AND at < ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'`;

const PERIOD = `SELECT ${COLUMNS}, subject FROM audit_event WHERE ${DAYS} AND id > $3 ORDER BY id LIMIT $4`;

const AFFECTED = `
  SELECT subject AS "customerId", count(*)::int AS events, min(at)::text AS "firstAt", max(at)::text AS "lastAt"
  FROM audit_event WHERE ${DAYS} AND subject IS NOT NULL AND ($3::text IS NULL OR actor = $3)
  GROUP BY subject ORDER BY subject`;

// Each half reads the end of an index; together they would read it all.
const TIMELINE = `
  SELECT ${COLUMNS} FROM (
    (SELECT * FROM audit_event WHERE subject = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3)
    UNION
    (SELECT * FROM audit_event WHERE actor = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3)
  ) AS event ORDER BY event.id DESC LIMIT $3`;
