import { Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { maskEmail } from '@daiko/server-customer';
import { AppError } from '@daiko/server-platform';
import { HashRenewal } from '../password/hash-renewal';
import { PasswordHasher, type HashTurn } from '../password/password-hasher';
import { SignInCandidateStore, type SignInCandidate } from './sign-in-candidate.store';
import type { VerifiedCredential } from './verified-credential';

/**
 * Refusals are delayed to a multiple of this number of milliseconds. It is longer than the slowest common hash of the
 * old system takes (bcrypt 12).
 */
const REFUSAL_STEP_MS = 500;

/** The result of comparing a password with all candidates. */
export interface Comparison {
  /** The customer whose password it was; null when it was wrong, or when several customers have this password. */
  customerId: string | null;
  /** Undefined when the password was wrong. A refusal here may be shown only to a user who knows the password. */
  outcome: VerifiedCredential | AppError | undefined;
  /** Milliseconds spent comparing, without the waiting time before it. */
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
   * Takes one place in the hashing queue for all comparisons, so that a login of the old system does not wait twice.
   * At least one of the comparisons is always Argon2id.
   * @throws AppError `service.unavailable` when too many requests wait
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
   * Delays a refusal until the comparison time fills a whole step. Hashes of the old system take longer or shorter
   * than ours, and the response time must not reveal which login IDs exist. The wait in the queue is the same for all
   * and does not count. Once no logins of the old system are left, every comparison is one of ours, and no request is
   * delayed.
   */
  async padToNextStep(workMs: number): Promise<void> {
    if (await this.candidates.hasLegacyLogins()) await pause(REFUSAL_STEP_MS - (workMs % REFUSAL_STEP_MS));
  }

  /** Live logins come before retired ones. A password that several customers have identifies none of them. */
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

  /** Runs in the background, so the sign-in takes as long as any other. */
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
