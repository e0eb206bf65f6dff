/** Seconds: the first gap, and the longest. */
const FIRST = 2;
const LONGEST = 300;

/**
 * Seconds until the next attempt. The gap doubles each time and is randomized, so that messages that failed together
 * do not come back together.
 * @param attempt 1 for the first
 * @param random 0 to 1
 */
export function retryGap(attempt: number, random: () => number): number {
  const gap = Math.min(FIRST * 2 ** (attempt - 1), LONGEST);
  return gap * (0.5 + 0.5 * random());
}
