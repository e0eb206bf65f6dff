import * as z from 'zod';

/**
 * Work that a browser has to do before its PIN is checked, while many PINs are guessed over all customers together
 * (ALTCHA, deterministic mode): it has to find the counter whose key begins with `keyPrefix`.
 */
export const pinWork = z.strictObject({
  parameters: z.strictObject({
    algorithm: z.literal('PBKDF2/SHA-256'),
    cost: z.int(),
    keyLength: z.int(),
    keyPrefix: z.string(),
    keySignature: z.string(),
    nonce: z.string(),
    salt: z.string(),
  }),
  signature: z.string(),
});
export type PinWork = z.infer<typeof pinWork>;

/** Valid only once, and only for the run that the work was given to. */
export const pinWorkSolution = z.strictObject({
  counter: z.int().min(0).max(4_294_967_295),
  derivedKey: z.string().regex(/^[0-9a-f]{64}$/, 'field.malformed'),
});
export type PinWorkSolution = z.infer<typeof pinWorkSolution>;
