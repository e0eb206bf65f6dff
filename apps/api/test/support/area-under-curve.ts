import { figure, IS_LONG } from '@daiko/server-testing';
import { expect } from 'vitest';

/** Of each kind: as many as the published figure asks for, or as few as a quick run can bear. */
const SAMPLES = IS_LONG ? 1_000 : 80;
/**
 * How far from a coin's the verdict may be. The standard error with n and n samples is √(1 / 6n): 0.013 for 1,000, 0.046
 * for 80. Of the one three are allowed, of the other three and a half: a quick run shall fail one time in 2,000.
 */
const TOLERANCE = IS_LONG ? 0.04 : 0.16;
/** The first find cold caches, and are left out. */
const WARM_UP = 15;

/** Does it once. @returns how long each part took, in milliseconds */
export type Sample = (index: number) => Promise<number[]>;

/** How long one thing takes, in milliseconds. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/**
 * Does it for known and unknown in turn, the one first as often as the other, and judges whether times tell.
 * @param parts what a sample times, in its order
 */
export async function expectNoTell(parts: string[], known: Sample, unknown: Sample): Promise<void> {
  const times = { known: [] as number[][], unknown: [] as number[][] };
  for (let index = 0; index < SAMPLES + WARM_UP; index++) {
    const isKnownFirst = index % 2 === 0;
    if (isKnownFirst) times.known.push(await known(index));
    times.unknown.push(await unknown(index));
    if (!isKnownFirst) times.known.push(await known(index));
  }
  for (const list of Object.values(times)) list.splice(0, WARM_UP);
  const of = (list: number[][], part: number) => list.map((sample) => sample[part] ?? Number.NaN);
  const chances = parts.map((what, part) => judged(what, of(times.known, part), of(times.unknown, part)));
  for (const chance of chances) expect(Math.abs(chance - 0.5)).toBeLessThanOrEqual(TOLERANCE);
}

/**
 * Judges times that were taken already, such as those of many who came at once.
 * @param what was timed, in milliseconds
 */
export function expectNoTellBetween(what: string, known: number[], unknown: number[]): void {
  const standardError = Math.sqrt((known.length + unknown.length + 1) / (12 * known.length * unknown.length));
  const tolerance = Math.max(0.04, 3.5 * standardError);
  expect(Math.abs(judged(what, known, unknown, tolerance) - 0.5)).toBeLessThanOrEqual(tolerance);
}

function judged(what: string, known: number[], unknown: number[], tolerance = TOLERANCE): number {
  const chance = areaUnderCurve(known, unknown);
  const medians = `${median(known).toFixed(1)} and ${median(unknown).toFixed(1)} ms`;
  figure(
    'S4',
    `AUC of ${String(known.length)} + ${String(unknown.length)} times: ${what}`,
    `0.50 ± ${tolerance.toFixed(2)}`,
    `${chance.toFixed(3)} (${medians})`,
  );
  return chance;
}

/** @returns the chance that one of the first took longer than one of the others; 0.5 tells nothing */
function areaUnderCurve(some: number[], others: number[]): number {
  const wins = some.map((one) =>
    others.reduce((sum, other) => sum + (one > other ? 1 : one === other ? 0.5 : 0), 0),
  );
  return wins.reduce((sum, count) => sum + count, 0) / (some.length * others.length);
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
