import * as z from 'zod';
import { AUDIT_EVENTS, AUDIT_KINDS } from './audit-event';

export const auditResult = z.enum(['done', 'refused']);
export type AuditResult = z.infer<typeof auditResult>;

export const auditEntry = z.strictObject({
  id: z.string(),
  at: z.iso.datetime(),
  event: z.enum(AUDIT_EVENTS),
  result: auditResult,
  /** Whose act it was: an お客様ID, or `anonymous`, `system`, `provider`, `command-line`. */
  actor: z.string(),
  address: z.string().nullable(),
  userAgent: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type AuditEntry = z.infer<typeof auditEntry>;

/** One line of a customer's timeline, the newest first. */
export const timelineEntry = auditEntry.extend({
  /** Null where the actor is no customer, or one who is not known any more. */
  actorName: z.string().nullable(),
  /** What it was done with, `Windows・Chrome`; null outside of browsers. */
  device: z.string().nullable(),
  /** The customer whom it is about, where it is another one than the timeline's. */
  other: z.strictObject({ customerId: z.string(), customerName: z.string().nullable() }).nullable(),
});
export type TimelineEntry = z.infer<typeof timelineEntry>;

export const auditTimeline = z.strictObject({
  /** Null for who is not known (any more): the trail outlives its customers. */
  customerName: z.string().nullable(),
  entries: z.array(timelineEntry),
  /** Hand it back as `before` for the next page; null at the end. */
  next: z.string().nullable(),
});
export type AuditTimeline = z.infer<typeof auditTimeline>;

export const auditTimelineQuery = z.strictObject({
  /** Events of this kind alone. */
  kind: z.enum(AUDIT_KINDS).optional(),
  /** The number of an event: the entries before it. */
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});
export type AuditTimelineQuery = z.infer<typeof auditTimelineQuery>;
