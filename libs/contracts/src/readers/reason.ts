import type { Reading } from './reading';
import { readLine } from './text-line';

/** Longest reason, in characters: it stands in lists and messages. */
export const REASON_MAX = 200;

/** Why something was refused or done for somebody else; others read it, and the trail keeps it. */
export function readReason(text: string): Reading<string> {
  return readLine(text, 'field.required', REASON_MAX);
}
