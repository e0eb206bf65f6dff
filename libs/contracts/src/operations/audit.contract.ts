import * as z from 'zod';
import { AUDIT_EVENTS, AUDIT_KINDS } from './audit-event';

export const auditResult = z.enum(['done', 'refused']);
export type AuditResult = z.infer<typeof auditResult>;

export const auditEntry = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  event: z.enum(AUDIT_EVENTS),
  result: auditResult,
  /** The actor: an お客様ID, or `anonymous`, `system`, `provider` or `command-line`. */
  actor: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** One line of a customer's timeline; the newest line comes first. */
export const timelineEntry = auditEntry.extend({
  /** Null if the actor is not a customer, or is a customer who no longer exists. */
  actorName: z.string().nullable(),
  /** The browser that was used, `Windows・Chrome`; null if no browser was used. */
  device: z.string().nullable(),
  /** The customer whom the event is about, if it is not the customer of the timeline. */
  other: z.strictObject({ customerId: z.string(), customerName: z.string().nullable() }).nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const auditTimeline = z.strictObject({
  /** Null for a customer who does not exist (any more): audit entries are kept longer than customers. */
  customerName: z.string().nullable(),
  entries: z.array(timelineEntry),
  /** Value to send as `before` for the next page; null at the end. */
  next: z.string().nullable(),
});
export type AuditTimeline = z.infer<typeof auditTimeline>;

export const auditTimelineQuery = z.strictObject({
  /** Only events of this kind. */
  kind: z.enum(AUDIT_KINDS).optional(),
  /** The number of an event; the entries before it are returned. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});
export type AuditTimelineQuery = z.infer<typeof auditTimelineQuery>;
