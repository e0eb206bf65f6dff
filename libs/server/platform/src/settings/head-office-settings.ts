import { readPhone } from '@daiko/contracts';
import * as z from 'zod';

/** Contact for customers who cannot ask their dealer; part of the settings. */
export const headOfficeSettings = {
  HEAD_OFFICE_PHONE: z
    .string()
    .transform((text) => readPhone(text).value ?? text)
    .refine((phone) => phone.startsWith('+81'), 'must be a Japanese telephone number')
    .optional()
    .describe('telephone of the head office, shown on public pages and in mails; none when unset'),
  HEAD_OFFICE_HOURS: z
    .string()
    .max(40)
    .optional()
    .describe('when it is answered, as printed beside it, such as 平日 9時から17時'),
};
