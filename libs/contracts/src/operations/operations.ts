import type { Reading } from '../readers/reading';
import { readLine } from '../readers/text-line';

// Apart from the contract, so that a page can know these without loading zod.

/** Longest reason of an outage, in characters: it stands above 通知先選択. */
export const OUTAGE_REASON_MAX = 100;

/** How far back the list of notifications goes. */
export const LOG_PERIODS = ['day', 'week', 'all'] as const;
export type LogPeriod = (typeof LOG_PERIODS)[number];

/** Why a channel is out: everybody who asks for a PIN reads it. */
export function readOutageReason(text: string): Reading<string> {
  const reading = readLine(text, 'outage_reason.required', OUTAGE_REASON_MAX);
  return reading.code === 'field.too_long' ? { code: 'outage_reason.too_long' } : reading;
}
