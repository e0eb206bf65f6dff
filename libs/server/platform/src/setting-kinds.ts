import * as z from 'zod';

/** A time in minutes. */
export const minutes = (byDefault: number, max = 24 * 60) =>
  z.coerce.number().int().min(1).max(max).default(byDefault);
/** How many of something, or how many seconds. */
export const count = (byDefault: number) => z.coerce.number().int().min(1).max(1_000_000).default(byDefault);
/** A TCP port; 0 takes a free one. */
export const port = (byDefault: number) => z.coerce.number().int().min(0).max(65_535).default(byDefault);
