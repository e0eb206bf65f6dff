import { createHash } from 'node:crypto';

/** The hash before the first seal. */
export const BEGINNING = Buffer.alloc(32);

/**
 * The text of an event that is hashed. PostgreSQL builds it, so that microseconds are kept and the order of keys is
 * always the same.
 */
export const CONTENT = `jsonb_build_array(event.id, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  event.event, event.result, event.actor, event.subject, event.address::text, event.user_agent, event.detail)::text`;

/** SHA-256 over the previous hash and the event. A changed event changes every hash after it. */
export function link(previous: Buffer, content: string): Buffer {
  return createHash('sha256').update(previous).update(content).digest();
}
