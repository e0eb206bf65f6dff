import { IS_DECOY } from '@daiko/server-notification';

// A message that is due later, such as a reminder in a series, does not count as waiting before its time.
const SINCE = `CASE WHEN attempt = 0 THEN due_at ELSE created_at END`;
const AGE = (condition: string) =>
  `extract(epoch FROM now() - min(${SINCE}) FILTER (WHERE ${SINCE} <= now() AND ${condition}))::float8`;
const NOT_SENT = `state IN ('pending', 'retry', 'sending')`;

/** Messages that are not sent yet, by channel. */
export const SELECT_WAITING = `
  SELECT channel, count(*) FILTER (WHERE state IN ('pending', 'retry'))::int AS waiting,
         count(*) FILTER (WHERE state = 'sending')::int AS sending,
         ${AGE(`state IN ('pending', 'retry')`)} AS oldest, ${AGE(`template = 'pin'`)} AS "oldestPin"
    FROM notification AS message
   WHERE ${NOT_SENT} AND NOT ${IS_DECOY} GROUP BY channel`;

/**
 * Messages that failed in the last 15 minutes, by channel, including those that no worker took before their deadline.
 */
export const SELECT_FAILED = `
  SELECT channel, count(*)::int AS failed FROM notification AS message
   WHERE failed_at > now() - interval '15 minutes' AND state IN ('failed', 'expired') AND NOT ${IS_DECOY}
   GROUP BY channel ORDER BY channel`;

// For a mail there is no report after the mail server accepted it. For SMS and calls the delivery report counts.
const SUCCEEDED = `(state = 'delivered' OR channel = 'email' AND state = 'sent')`;
const OVER = `(${SUCCEEDED} OR state IN ('failed', 'expired'))`;
const TOOK = `extract(epoch FROM COALESCE(delivered_at, sent_at) - created_at)::float8`;
const PERCENTILE = (share: number) =>
  `percentile_cont(${share}) WITHIN GROUP (ORDER BY ${TOOK}) FILTER (WHERE ${SUCCEEDED})`;

/** The last hour by channel: in total, in steps of 5 minutes (0 is the newest), and by provider. */
export const SELECT_LAST_HOUR = `
  SELECT channel, step, slot, count(*)::int AS messages, count(*) FILTER (WHERE ${OVER})::int AS over,
         count(*) FILTER (WHERE ${SUCCEEDED})::int AS succeeded, ${PERCENTILE(0.5)} AS p50, ${PERCENTILE(0.95)} AS p95
    FROM notification AS message,
         LATERAL (SELECT floor(extract(epoch FROM now() - created_at) / 300)::int AS step,
                         COALESCE(provider_slot, 'first') AS slot) AS cut
   WHERE created_at > now() - interval '1 hour' AND NOT ${IS_DECOY}
   GROUP BY GROUPING SETS ((channel), (channel, step), (channel, slot))`;

/** Time from the issue of a PIN to its arrival, in the last hour. */
export const SELECT_PIN_TIMES = `
  SELECT now() AS now, ${PERCENTILE(0.5)} AS p50, ${PERCENTILE(0.95)} AS p95
    FROM notification AS message
   WHERE created_at > now() - interval '1 hour' AND template = 'pin' AND NOT ${IS_DECOY}`;

/** Runs of real customers that ended after too many wrong PINs (five by default), in the last 24 hours. */
export const SELECT_LOCK_OUTS = `
  SELECT count(*)::int AS "lockOuts" FROM pin_challenge
   WHERE opened_at > now() - interval '24 hours' AND attempts >= $1 AND used_at IS NULL AND customer_id IS NOT NULL`;

export const SELECT_OUTAGES = `
  SELECT channel, reason, began_at AS since, customer.name AS by
    FROM channel_outage JOIN customer ON customer_id = began_by WHERE ended_at IS NULL`;
