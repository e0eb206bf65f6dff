import * as z from 'zod';

/** What anybody may know: where our messages come from, so that they can be let in, and whom to call. */
export const publicContact = z.strictObject({
  /** Domain of the sender of every mail, `daiko.example`. */
  mailDomain: z.string(),
  /** Numbers that 自動音声 may call from, as printed: `050-1234-5678`; with + when they are not Japanese. */
  callers: z.array(z.string()),
  /** The head office for those who cannot ask their dealer; null where none is set. */
  headOffice: z.strictObject({ phone: z.string(), hours: z.string().nullable() }).nullable(),
});
export type PublicContact = z.infer<typeof publicContact>;

/** Whom a customer calls: `上位店` or `本部`, and its telephone as it is dialled. */
export const helpDesk = z.strictObject({ role: z.string(), name: z.string(), phone: z.string() });
export type HelpDesk = z.infer<typeof helpDesk>;
