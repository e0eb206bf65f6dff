const MINUTE = 60_000;
const SECOND = 1_000;

/** How long the text stays true: to the next whole minute, and to the next second in the last one. Milliseconds. */
export function untilNextTick(left: number): number {
  const step = left > MINUTE ? MINUTE : SECOND;
  return left % step || step;
}

/** `14分`, and `42秒` in the last minute; begun ones count, so that it agrees with what is read out. @param left milliseconds */
export function formatRemaining(left: number): string {
  const seconds = Math.ceil(left / SECOND);
  return seconds < 60 ? `${seconds}秒` : `${Math.ceil(seconds / 60)}分`;
}

/** The moments at which the remaining time is read out, in milliseconds. More would drown what the reader is doing. */
const ANNOUNCED = [5 * MINUTE, MINUTE];

/** The announced moment that lies between two readings of the remaining time, or undefined. */
export function announcementBetween(before: number, after: number): string | undefined {
  if (before > 0 && after <= 0) return '有効期限が過ぎました。';
  const crossed = ANNOUNCED.findLast((moment) => before > moment && after <= moment && after > 0);
  return crossed === undefined ? undefined : `有効期限まで残り${crossed / MINUTE}分です。`;
}
