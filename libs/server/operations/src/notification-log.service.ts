import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import {
  LOG_GROUPS,
  type LogPeriod,
  type LoggedNotification,
  type NotificationLog,
  type NotificationLogQuery,
} from '@daiko/contracts';
import { maskEmail, maskPhone } from '@daiko/server-customer';
import { IS_DECOY, MAY_RESEND } from '@daiko/server-notification';
import { DataSource } from 'typeorm';

/** Notifications per page. */
const PAGE = 50;

type Row = Omit<LoggedNotification, 'at' | 'target'> & {
  at: Date;
  target: string | null;
  cursor: string;
  customerId: string | null;
};

/** The list of notifications. Addresses are masked here, and only the masked form is returned. */
@Injectable()
export class NotificationLogService {
  constructor(
    private readonly db: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  async page(query: NotificationLogQuery): Promise<NotificationLog> {
    const filters = filtersOf(query);
    const [counts] = await this.db.query<[NotificationLog['counts']]>(SELECT_COUNTS, filters);
    const rows = await this.db.query<Row[]>(SELECT_NOTIFICATIONS, [...filters, ...placeOf(query), PAGE + 1]);
    const shown = rows.slice(0, PAGE);
    const last = rows.length > PAGE ? shown.at(-1) : undefined;
    const detail = { part: 'notifications', shown: shown.length };
    await this.trail.record(this.db.manager, {
      event: 'operations.read',
      detail,
      shown: shown.map(({ customerId }) => customerId),
    });
    return { counts, notifications: shown.map(toLogged), next: last?.cursor ?? null };
  }
}

function filtersOf({ channel, kind, period }: NotificationLogQuery): unknown[] {
  return [channel ?? null, kind ?? null, LENGTHS[period]];
}

function placeOf({ group, after }: NotificationLogQuery): unknown[] {
  const [micros = null, id = null] = after?.split('.') ?? [];
  return [group === undefined ? null : LOG_GROUPS[group], micros, id];
}

const LENGTHS: Record<LogPeriod, string | null> = { day: '24 hours', week: '7 days', all: null };

function toLogged({ cursor: _cursor, customerId: _customerId, target, at, ...row }: Row): LoggedNotification {
  return { ...row, at: at.toISOString(), target: target === null ? null : masked(target) };
}

function masked(target: string): string {
  return target.startsWith('+') ? maskPhone(target) : maskEmail(target);
}

const FILTERED = `NOT ${IS_DECOY}
  AND ($1::text IS NULL OR message.channel = $1) AND ($2::text IS NULL OR template = $2)
  AND ($3::interval IS NULL OR message.created_at > now() - $3::interval)`;

const SELECT_COUNTS = `
  SELECT count(*)::int AS all, count(*) FILTER (WHERE state IN ('failed', 'expired'))::int AS failed,
         count(*) FILTER (WHERE state IN ('pending', 'sending', 'retry'))::int AS waiting
    FROM notification AS message WHERE ${FILTERED}`;

// The cursor has microseconds, so that no row is lost when a page ends within a millisecond.
const SELECT_NOTIFICATIONS = `
  SELECT message.id, message.customer_id AS "customerId", message.created_at AS at, channel, template AS kind, reference, message.state,
         attempt AS attempts, failure, provider_code AS "providerCode", ${MAY_RESEND} AS "mayResend",
         COALESCE(contact.value, link.email, CASE WHEN message.contact_point_id IS NULL THEN credential.login_id END) AS target,
         (extract(epoch FROM message.created_at) * 1000000)::bigint || '.' || message.id AS cursor
    FROM notification AS message
    LEFT JOIN contact_point AS contact ON contact.id = contact_point_id
    LEFT JOIN mail_link AS link ON link.id = mail_link_id
    LEFT JOIN credential ON credential.customer_id = message.customer_id
   WHERE ${FILTERED} AND ($4::text[] IS NULL OR message.state = ANY ($4))
     AND ($5::bigint IS NULL
       OR (message.created_at, message.id) < ('epoch'::timestamptz + $5::bigint * interval '1 microsecond', $6::uuid))
   ORDER BY message.created_at DESC, message.id DESC LIMIT $7`;
