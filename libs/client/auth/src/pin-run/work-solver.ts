import type { PinWork, PinWorkSolution } from '@daiko/contracts';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** Milliseconds after which the browser is considered too slow for the work. */
const SOLVE_TIMEOUT_MS = 60_000;

/** The browser's own cryptography derives each key in parallel with the page, which still accepts input meanwhile. */
export async function solveWork(challenge: PinWork): Promise<PinWorkSolution | undefined> {
  const solution = await solveChallenge({ challenge, deriveKey, timeout: SOLVE_TIMEOUT_MS });
  return solution === null ? undefined : { counter: solution.counter, derivedKey: solution.derivedKey };
}
