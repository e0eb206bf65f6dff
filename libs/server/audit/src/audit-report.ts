import {
  AUDIT_EVENT_FACTS,
  AUDIT_EVENTS,
  type AuditEntry,
  type AuditTimelineQuery,
  type TimelineEntry,
} from '@daiko/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { eachShownCustomer } from './shown-customers';

/** Days in Japan, both included, `2026-11-01`. */
export interface Period {
  from: string;
  to: string;
}

/** A page of a timeline, as far as the audit trail knows it. */
export interface RecordedTimeline {
  customerName: string | null;
  entries: Omit<TimelineEntry, 'device'>[];
  next: string | null;
}

export type ReportedEvent = AuditEntry & { subject: string | null };

/** A customer whose data was shown or changed in a period, for the report that 個人情報保護法 26条 asks for. */
export interface AffectedCustomer {
  customerId: string;
  events: number;
  /** The kinds of events, such as `customer.exported`, each listed once. */
  kinds: string[];
  firstAt: string;
  lastAt: string;
}

const BATCH = 2_000;
const PAGE = 50;

/** All events of a period, in the order of recording, in pieces that fit into memory. */
export async function* eventsOf(
  db: Pick<DataSource, 'query'>,
  { from, to }: Period,
): AsyncGenerator<ReportedEvent[]> {
  for (let after = '0'; ;) {
    const rows = await db.query<ReportedEvent[]>(SELECT_EVENTS_OF_PERIOD, [from, to, after, BATCH]);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.id;
  }
}

/**
 * Customers whose data was shown or changed in a period: the subject of each event, and all customers in the answer.
 * @param actor limits the report to the events of this actor, if given
 */
export function affectedIn(
  db: Pick<DataSource, 'query'>,
  { from, to }: Period,
  actor?: string,
): Promise<AffectedCustomer[]> {
  return db.query<AffectedCustomer[]>(SELECT_AFFECTED_CUSTOMERS, [from, to, actor ?? null]);
}

/**
 * The actions of a customer and the actions of others on that customer, newest first.
 * @param query `before`: `next` of the page before
 */
export async function timelineOf(
  manager: Pick<EntityManager, 'query'>,
  customerId: string,
  { before, kind }: AuditTimelineQuery = {},
): Promise<RecordedTimeline> {
  const events = AUDIT_EVENTS.filter((event) => kind === undefined || AUDIT_EVENT_FACTS[event].kind === kind);
  const parameters = [customerId, before ?? null, PAGE + 1, events];
  const rows = await manager.query<RecordedTimeline['entries']>(SELECT_TIMELINE, parameters);
  const [customer] = await manager.query<{ name: string }[]>(NAME, [customerId]);
  const entries = rows.slice(0, PAGE);
  const next = rows.length > entries.length ? (entries.at(-1)?.id ?? null) : null;
  return { customerName: customer?.name ?? null, entries, next };
}

const COLUMNS = `id, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, event, result, actor,
  host(address) AS address, user_agent AS "userAgent"`;

const DAYS = `at >= $1::date::timestamp AT TIME ZONE 'Asia/Tokyo'
  AND at < ($2::date + 1)::timestamp AT TIME ZONE 'Asia/Tokyo'`;

const SELECT_EVENTS_OF_PERIOD = `SELECT ${COLUMNS}, subject, detail FROM audit_event WHERE ${DAYS} AND id > $3 ORDER BY id LIMIT $4`;

// When an access was refused, the subject's data was not shown.
const SELECT_AFFECTED_CUSTOMERS = `
  SELECT touched.customer_id AS "customerId", count(*)::int AS events,
         array_agg(DISTINCT event ORDER BY event) AS kinds, min(at)::text AS "firstAt", max(at)::text AS "lastAt"
  FROM audit_event, LATERAL (
    SELECT subject AS customer_id WHERE subject IS NOT NULL
    UNION ${eachShownCustomer('detail')}
  ) AS touched
  WHERE ${DAYS} AND ($3::text IS NULL OR actor = $3) AND event <> 'access.denied'
  GROUP BY touched.customer_id ORDER BY touched.customer_id`;

const NAME = 'SELECT name FROM customer WHERE customer_id = $1';

const PART = `($2::bigint IS NULL OR id < $2) AND event = ANY ($4) ORDER BY id DESC LIMIT $3`;

// Each half of the UNION reads only the end of an index; as one condition they would read the whole index. An actor
// is text and is cast to the type of お客様ID, because otherwise each line would read all customers. Actors such as
// 'anonymous' match no customer, even when the cast cuts them off.
const SELECT_TIMELINE = `
  SELECT ${COLUMNS}, detail - 'customers' AS detail,
    (SELECT name FROM customer WHERE customer_id = actor::char(8)) AS "actorName",
    CASE WHEN subject <> $1 THEN jsonb_build_object(
      'customerId', subject, 'customerName', (SELECT name FROM customer WHERE customer_id = subject)) END AS other
  FROM (
    (SELECT * FROM audit_event WHERE subject = $1 AND ${PART})
    UNION
    (SELECT * FROM audit_event WHERE actor = $1 AND ${PART})
  ) AS event ORDER BY event.id DESC LIMIT $3`;
