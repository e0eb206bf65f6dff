import type { EntityManager } from 'typeorm';
import { chance, idOf } from './crowd';
import type { CrowdRange } from './crowd-logins';

/** One customer in this many has such a row. */
const EVERY = { session: 10, reminder: 50, message: 5, event: 10, request: 2_000 };
/** お客様ID of the dealer and the operator of the demo network who viewed many of these customers. */
const READERS = ['01058734', '00000101'];

/** The history of a crowd in the last 400 days: sign-ins, sent messages, reminders, 操作履歴 and open requests. */
export async function saveCrowdHistory(tx: EntityManager, { first, end, seed }: CrowdRange): Promise<void> {
  await tx.query(INSERT_SESSIONS, [first, end, seed]);
  await tx.query(INSERT_REMINDERS, [first, end, seed, READERS[0]]);
  await tx.query(INSERT_MESSAGES, [first, end, seed]);
  await tx.query(INSERT_EVENTS, [first, end, seed, READERS]);
  await tx.query(INSERT_REQUESTS, [first, end, seed]);
}

const happened = (every: number, purpose: number): string => `
  happened AS MATERIALIZED (
    SELECT number, ${idOf('number')} AS id, ${chance('number', '$3', purpose)} AS which,
           now() - interval '400 days' * ${chance('number', '$3', purpose + 1)} AS at
      FROM generate_series($1::int, $2::int - 1, ${String(every)}) AS number
  )`;

const INSERT_SESSIONS = `
  WITH ${happened(EVERY.session, 10)}
  INSERT INTO session (token_hash, customer_id, user_agent, address, signed_in_at, last_used_at, ended_at)
  SELECT sha256(id::bytea), id, 'Mozilla/5.0', '192.0.2.1', at, at, at
    FROM happened JOIN credential ON customer_id = id AND state = 'active'`;

const INSERT_REMINDERS = `
  WITH ${happened(EVERY.reminder, 20)}
  INSERT INTO campaign_reminder (customer_id, reminded_at, reminded_by) SELECT id, at, $4 FROM happened`;

// All of these messages are finished, so the worker has nothing to send.
const INSERT_MESSAGES = `
  WITH ${happened(EVERY.message, 30)}
  INSERT INTO notification (template, channel, customer_id, contact_point_id, key_id, reference, state, failure, attempt,
                            created_at, due_at, not_after, sent_at, delivered_at, failed_at)
  SELECT (ARRAY['campaign_reminder', 'password_changed', 'login_setup_link', 'contact_changed'])[1 + floor(which * 4)::int],
         CASE contact.kind WHEN 'email' THEN 'email' WHEN 'mobile' THEN 'sms' ELSE 'voice' END, happened.id, contact.id, 'seed',
         'A' || number % 10 || '-' || lpad((number / 10 % 1000)::text, 3, '0'),
         CASE WHEN which > 0.96 THEN 'failed' WHEN contact.kind = 'email' THEN 'sent' ELSE 'delivered' END,
         CASE WHEN which > 0.96 THEN 'provider_failed' END, 1, at, at, at + interval '72 hours',
         CASE WHEN which <= 0.96 THEN at + interval '2 seconds' END,
         CASE WHEN which <= 0.96 AND contact.kind <> 'email' THEN at + interval '5 seconds' END,
         CASE WHEN which > 0.96 THEN at + interval '3 minutes' END
    FROM happened JOIN LATERAL (
      SELECT contact_point.id, kind FROM contact_point WHERE customer_id = happened.id AND retired_at IS NULL ORDER BY priority DESC LIMIT 1) AS contact ON true`;

// A fifth of the events is by the dealer, a fifth by the operator, and the rest by the customers themselves.
const INSERT_EVENTS = `
  WITH ${happened(EVERY.event, 40)}
  INSERT INTO audit_event (at, event, result, actor, subject, detail)
  SELECT at, CASE WHEN which < 0.4 THEN 'customer.read' WHEN which < 0.9 THEN 'sign_in' ELSE 'password.changed' END,
         CASE WHEN which BETWEEN 0.8 AND 0.9 THEN 'refused' ELSE 'done' END,
         CASE WHEN which < 0.2 THEN ($4::text[])[1] WHEN which < 0.4 THEN ($4::text[])[2] ELSE id END, id, '{}'
    FROM happened ORDER BY at`;

const INSERT_REQUESTS = `
  WITH ${happened(EVERY.request, 50)}
  INSERT INTO contact_change_request (customer_id, action, kind, value, requested_by)
  SELECT id, 'add', 'mobile', '+8170' || (10000000 + number), parent_customer_id
    FROM happened JOIN customer ON customer_id = id WHERE parent_customer_id <> '00000001'`;
