import * as z from 'zod';

/** A time in minutes. */
export const minutes = (byDefault: number, max = 24 * 60) =>
  z.coerce.number().int().min(1).max(max).default(byDefault);
/** A number of things, or of seconds. */
export const count = (byDefault: number) => z.coerce.number().int().min(1).max(1_000_000).default(byDefault);
/** A TCP port; 0 uses any free port. */
export const port = (byDefault: number) => z.coerce.number().int().min(0).max(65_535).default(byDefault);

/** A full host name with at least one dot: `mail.daiko.example`. */
export const HOST_NAME = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
export const hostName = () =>
  z.string().regex(HOST_NAME, 'must be a whole host name, such as mail.daiko.example');

/** Keys as `id:base64` of at least 32 bytes, comma-separated; the IDs must differ. */
export const keyList = () =>
  z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((entry) => entry.trim())
        .filter(Boolean),
    )
    .refine(
      (keys) => keys.length > 0 && keys.every((key) => /^[\w-]{1,16}:[A-Za-z0-9+/_=-]{43,}$/.test(key)),
      'each must be id:base64 of at least 32 bytes',
    )
    .refine((keys) => new Set(keys.map((key) => key.split(':')[0])).size === keys.length, 'ids must differ');
