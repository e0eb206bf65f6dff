import * as z from 'zod';

/** The token of a mailed link, from the address's fragment. */
export const linkToken = z.string({ error: 'field.required' }).regex(/^[\w-]{22,64}$/, 'field.malformed');
