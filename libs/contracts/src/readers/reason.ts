import type { Reading } from './reading';
import { readLine } from './text-line';

/** Maximum length of a reason, in characters: it is shown in lists and messages. */
export const REASON_MAX = 200;

/**
 * The reason why something was refused or done on behalf of a customer. Other users read it, and the audit trail
 * keeps it.
 */
export function readReason(text: string): Reading<string> {
  return readLine(text, 'field.required', REASON_MAX);
}
