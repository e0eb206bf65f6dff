const MINUTE = 60_000;
const SECOND = 1_000;

/** How often the text changes: each minute, and each second in the last one. Times in milliseconds. */
export function untilNextTick(left: number): number {
  const step = left > MINUTE ? MINUTE : SECOND;
  // One millisecond past the border, so that the rounded-down text has surely changed.
  return (left % step) + 1;
}

/** `14分`, and `42秒` below a minute; rounded down: it never promises more than there is. @param left milliseconds */
export function formatRemaining(left: number): string {
  return left >= MINUTE ? `${Math.floor(left / MINUTE)}分` : `${Math.floor(left / SECOND)}秒`;
}

/** The moments at which the remaining time is read out, in milliseconds. More would drown what the reader is doing. */
const ANNOUNCED = [5 * MINUTE, MINUTE];

/** The announced moment that lies between two readings of the remaining time, or undefined. */
export function announcementBetween(before: number, after: number): string | undefined {
  if (before > 0 && after <= 0) return '有効期限が過ぎました。';
  const crossed = ANNOUNCED.findLast((moment) => before > moment && after <= moment && after > 0);
  return crossed === undefined ? undefined : `有効期限まで残り${crossed / MINUTE}分です。`;
}
