import type { Reading } from '@daiko/contracts';

/** The exact form of a field that its reader has accepted. */
export function exact(text: string, read: (text: string) => Reading<string>): string {
  return read(text).value ?? text;
}
