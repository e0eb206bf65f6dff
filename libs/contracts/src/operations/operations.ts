import type { Reading } from '../readers/reading';
import { readLine } from '../readers/text-line';

// Kept separate from the contract so that a page can use these values without loading zod.

/** Maximum length of the reason of an outage, in characters. The reason is shown above 通知先選択. */
export const OUTAGE_REASON_MAX = 100;

/** The periods that the list of notifications can show. */
export const LOG_PERIODS = ['day', 'week', 'all'] as const;
export type LogPeriod = (typeof LOG_PERIODS)[number];

/** Reads the reason why a channel is switched off. Every user who asks for a PIN sees it. */
export function readOutageReason(text: string): Reading<string> {
  const reading = readLine(text, 'outage_reason.required', OUTAGE_REASON_MAX);
  return reading.code === 'field.too_long' ? { code: 'outage_reason.too_long' } : reading;
}
