import { createHash } from 'node:crypto';

/** What stands before the first seal. */
export const BEGINNING = Buffer.alloc(32);

/** An event as the bytes that are hashed, made by PostgreSQL so that microseconds and order of keys are its own. */
export const CONTENT = `jsonb_build_array(event.id, to_char(event.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
  event.event, event.result, event.actor, event.subject, event.address::text, event.user_agent, event.detail)::text`;

/** SHA-256 over the hash before it and the event: whoever changes one event changes every hash after it. */
export function link(previous: Buffer, content: string): Buffer {
  return createHash('sha256').update(previous).update(content).digest();
}
