import * as z from 'zod';

/**
 * Information that is public: where our messages come from, so that recipients can allow them, and which number to
 * call.
 */
export const publicContact = z.strictObject({
  /** Domain of the sender of every mail, `daiko.example`. */
  mailDomain: z.string(),
  /** Numbers from which 自動音声 may call, as printed: `050-1234-5678`; with + if they are not Japanese. */
  callers: z.array(z.string()),
  /** The head office, for customers who cannot ask their dealer; null if none is configured. */
  headOffice: z.strictObject({ phone: z.string(), hours: z.string().nullable() }).nullable(),
});
export type PublicContact = z.infer<typeof publicContact>;

/** The contact that a customer can call: `上位店` or `本部`, and its phone number as it is dialled. */
export const helpDesk = z.strictObject({ role: z.string(), name: z.string(), phone: z.string() });
export type HelpDesk = z.infer<typeof helpDesk>;
