import * as z from 'zod';

/** The token of a mailed link, from the fragment of the URL. */
export const linkToken = z.string({ error: 'field.required' }).regex(/^[\w-]{22,64}$/, 'field.malformed');
