import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { maskEmail } from '@daiko/server-customer';
import { AppError } from '@daiko/server-platform';
import { HashRenewal } from '../password/hash-renewal';
import { PasswordHasher, type HashTurn } from '../password/password-hasher';
import { SignInCandidateStore, type SignInCandidate } from './sign-in-candidate.store';
import type { VerifiedCredential } from './verified-credential';

/** Refusals come in steps of so many milliseconds: longer than the slowest usual hash of the old system takes (bcrypt 12). */
const REFUSAL_STEP_MS = 500;

/** What the comparison of a password with all candidates came to. */
export interface Comparison {
  /** Whose password it was; null where it was wrong, or where several customers have it. */
  customerId: string | null;
  /** Undefined where the password was wrong; a refusal that only who knows the password may read. */
  outcome: VerifiedCredential | AppError | undefined;
  /** Milliseconds of comparing, without the wait for it. */
  workMs: number;
}

/** Compares a password with every login that it may belong to. */
@Injectable()
export class SignInComparisonService {
  constructor(
    private readonly candidates: SignInCandidateStore,
    private readonly hasher: PasswordHasher,
    private readonly renewal: HashRenewal,
  ) {}

  /**
   * Takes one place in the queue of hashing, whatever is compared in it: a login of the old system must not wait twice.
   * There is always an Argon2id among the comparisons.
   * @throws AppError `service.unavailable` when too many wait
   */
  async compare(candidates: readonly SignInCandidate[], password: string): Promise<Comparison> {
    let workMs = 0;
    const right = await this.hasher.inOneTurn(async (turn) => {
      const began = performance.now();
      const matching = await matchingOf(turn, candidates, password);
      workMs = performance.now() - began;
      return matching;
    });
    return { ...this.judge(right, password), workMs };
  }

  /**
   * Lets a refusal wait until its own work has filled a step: hashes of the old system take longer or shorter than our
   * own, and the time must not tell which login IDs there are. The wait in the queue, which is the same for all, is not
   * part of it. Once the old system's logins are gone, only a comparison of our own is left, and nobody waits.
   */
  async padToNextStep(workMs: number): Promise<void> {
    if (await this.candidates.hasLegacyLogins()) await pause(REFUSAL_STEP_MS - (workMs % REFUSAL_STEP_MS));
  }

  /** Live logins before retired ones. A password that several customers have names none of them. */
  private judge(right: readonly SignInCandidate[], password: string): Omit<Comparison, 'workMs'> {
    const live = right.filter(({ isRetired }) => !isRetired);
    const [first, ...others] = live.length > 0 ? live : right;
    if (first === undefined) return { customerId: null, outcome: undefined };
    if (others.some(({ customerId }) => customerId !== first.customerId)) {
      return { customerId: null, outcome: new AppError('sign_in.ambiguous') };
    }
    this.renewHash(first, password);
    return { customerId: first.customerId, outcome: outcomeOf(first) };
  }

  /** Nobody waits for it: the sign-in takes as long as any other. */
  private renewHash({ customerId, legacyLoginId, ...login }: SignInCandidate, password: string): void {
    const stored = login.foreignHash ?? login.passwordHash;
    if (stored === null || (login.foreignHash === null && !this.hasher.isOutdated(stored))) return;
    const place = legacyLoginId === null ? { customerId } : { legacyLoginId };
    void this.renewal.renew(place, stored, password);
  }
}

async function matchingOf(
  turn: HashTurn,
  candidates: readonly SignInCandidate[],
  password: string,
): Promise<SignInCandidate[]> {
  const matching: SignInCandidate[] = [];
  for (const candidate of candidates) {
    const { foreignHash, passwordHash } = candidate;
    const isRight =
      foreignHash === null
        ? await turn.matches(passwordHash, password)
        : await turn.matchesForeign(foreignHash, password);
    if (isRight) matching.push(candidate);
  }
  if (candidates.every(({ foreignHash }) => foreignHash !== null)) await turn.matches(null, password);
  return matching;
}

function outcomeOf(login: SignInCandidate): VerifiedCredential | AppError {
  const { customerId, loginId, passwordSince, legacyLoginId, isSuspended, isRetired, successor } = login;
  if (isSuspended) return new AppError('sign_in.suspended');
  if (isRetired) {
    return new AppError('sign_in.retired', successor === null ? {} : { loginIdMasked: maskEmail(successor) });
  }
  return { customerId, loginId, passwordSince, ...(legacyLoginId !== null && { legacyLoginId }) };
}
