import * as z from 'zod';
import { count, keyList } from './setting-kinds';

/** How passwords are checked and stored; part of the settings. */
export const passwordSettings = {
  BREACHED_PASSWORDS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'range look-up of breached passwords, such as https://api.pwnedpasswords.com/range/; the offline lists alone when unset',
    ),
  PEPPER_KEYS: keyList().describe(
    'keys that go into every password hash as id:base64, comma-separated, newest first; none of SECRET_KEYS',
  ),
  ARGON2_MEMORY_KIB: z.coerce
    .number()
    .int()
    .min(19_456)
    .max(1_048_576)
    .default(19_456)
    .describe('Argon2id memory'),
  ARGON2_PASSES: count(2).describe('Argon2id passes'),
};
