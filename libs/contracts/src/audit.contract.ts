import * as z from 'zod';

/**
 * All that the audit trail can hold, by area. One list: an event that stands here no more cannot be recorded, and one
 * without a text cannot be shown. What came of it is said beside it (`done`, `refused`).
 */
export const AUDIT_EVENTS = [
  'sign_in',
  'sign_out',
  'step_up',
  'session.ended',
  'access.denied',
  'identification',
  'pin.issued',
  'pin.checked',
  'mail_link.sent',
  'mail_link.used',
  'login_id.changed',
  'password.changed',
  'recovery.frozen',
  'recovery.reopened',
  'passkey.added',
  'passkey.removed',
  'customer.searched',
  'customer.read',
  'customer.exported',
  'customer.registered',
  'customer.changed',
  'customer.moved',
  'customer.suspended',
  'customer.reinstated',
  'credential.registered',
  'credential.invited',
  'contact.change_asked',
  'contact.changed',
  'contact.change_refused',
  'master.changed',
  'legacy.imported',
  'legacy.consolidated',
  'legacy.revoked',
  'campaign.read',
  'campaign.reminded',
  'operations.read',
  'operations.changed',
  'notification.resent',
  'audit.read',
  'audit.exported',
] as const;
export type AuditEventName = (typeof AUDIT_EVENTS)[number];

export const auditResult = z.enum(['done', 'refused']);
export type AuditResult = z.infer<typeof auditResult>;

/** One line of a customer's timeline, the newest first. */
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

export const auditTimeline = z.strictObject({
  entries: z.array(auditEntry),
  /** Hand it back as `before` for the next page; null at the end. */
  next: z.string().nullable(),
});
export type AuditTimeline = z.infer<typeof auditTimeline>;

/** The number of an event: the entries before it. */
export const auditTimelineQuery = z.strictObject({
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional(),
});
export type AuditTimelineQuery = z.infer<typeof auditTimelineQuery>;
