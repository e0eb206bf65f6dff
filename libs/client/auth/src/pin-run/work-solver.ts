import type { PinWork, PinWorkSolution } from '@daiko/contracts';
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

/** Milliseconds after which a browser is too slow for it. */
const SOLVE_TIMEOUT_MS = 60_000;

/** Each key is derived by the browser's own cryptography, beside the page: it goes on taking input meanwhile. */
export async function solveWork(challenge: PinWork): Promise<PinWorkSolution | undefined> {
  const solution = await solveChallenge({ challenge, deriveKey, timeout: SOLVE_TIMEOUT_MS });
  return solution === null ? undefined : { counter: solution.counter, derivedKey: solution.derivedKey };
}
