const MINUTE = 60_000;
const SECOND = 1_000;

/**
 * Milliseconds for which the text stays correct: until the next whole minute, and in the last minute until the next
 * second.
 */
export function untilNextTick(left: number): number {
  const step = left > MINUTE ? MINUTE : SECOND;
  return left % step || step;
}

/**
 * `14分`, and `42秒` in the last minute. Rounded up, so that it agrees with what screen readers read out.
 * @param left milliseconds
 */
export function formatRemaining(left: number): string {
  const seconds = Math.ceil(left / SECOND);
  return seconds < 60 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分`;
}

/** The remaining times, in milliseconds, at which screen readers read it out. More of them would disturb the user. */
const ANNOUNCED = [5 * MINUTE, MINUTE];

/** The moment to read out that lies between two values of the remaining time, or undefined. */
export function announcementBetween(before: number, after: number): string | undefined {
  if (before > 0 && after <= 0) return '有効期限が過ぎました。';
  const crossed = ANNOUNCED.findLast((moment) => before > moment && after <= moment && after > 0);
  return crossed === undefined ? undefined : `有効期限まで残り${crossed / MINUTE}分です。`;
}
