import { Injectable } from '@nestjs/common';
import { readEmail, type ErrorCode } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { AppError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { SessionService, type BegunSession } from './session.service';
import type { SignedIn } from './session-lookup';
import { SignInCandidateStore, type SignInCandidate } from './sign-in-candidate.store';
import { SignInComparisonService } from './sign-in-comparison.service';
import { SignInsAtOnceLimit } from './sign-ins-at-once.limit';
import { SignInThrottle, type SignInAttempt } from './sign-in-throttle';
import type { VerifiedCredential } from './verified-credential';

/** What somebody typed, and where. */
export interface TypedSignIn {
  loginId: string;
  password: string;
  /** Which of the customers who have this login ID and this password; asked for when there are several. */
  customerId?: string;
  /** Of the visitor, as `clientAddress` gives it. */
  address: string;
}

/** One comparison: the logins that it may be, and how it was counted and is recorded. */
interface Attempt {
  event: 'sign_in' | 'step_up';
  counted: SignInAttempt;
  password: string;
  candidates: readonly SignInCandidate[];
  /** Of whom a wrong password is recorded. */
  subject: string | null;
}

/** Compares passwords: at sign-in, and again before login information may be changed. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: DataSource,
    private readonly atOnce: SignInsAtOnceLimit,
    private readonly throttle: SignInThrottle,
    private readonly candidates: SignInCandidateStore,
    private readonly comparison: SignInComparisonService,
    private readonly sessions: SessionService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Unknown login, wrong password and a login that was never confirmed are one and the same refusal, after the same
   * work. Suspension, what took the place of a retired login, and that several customers have this login ID and
   * password, are told to those alone who know the password.
   * @throws AppError `sign_in.refused`, `sign_in.suspended`, `sign_in.retired`, `sign_in.ambiguous`,
   * `rate_limit.exceeded`, `service.unavailable`
   */
  async verify(typed: TypedSignIn): Promise<VerifiedCredential> {
    // Addresses are kept with their domain in punycode; what is none may be a login ID of the old system.
    const loginId = readEmail(typed.loginId).value ?? typed.loginId;
    const { password, customerId, address } = typed;
    return this.atOnce.within(address, async () => {
      const counted = await this.throttle.admit({ ...typed, loginId });
      const candidates = await this.candidates.findByLoginId(loginId, customerId);
      const subject = await this.candidates.findOnlyOwner(loginId);
      return this.judge({ event: 'sign_in', counted, password, candidates, subject });
    });
  }

  /**
   * Asks a signed-in person for the password again. It is compared with the password of the session's own customer and
   * with no other, whoever else has a login of the same name.
   * @returns the session with its new token
   * @throws AppError `sign_in.refused`, `sign_in.suspended`, `rate_limit.exceeded`, `service.unavailable`
   */
  async stepUp(signedIn: SignedIn, password: string, address: string): Promise<BegunSession> {
    const { customerId } = signedIn;
    await this.atOnce.within(address, async () => {
      const candidates = await this.candidates.findByCustomerId(customerId);
      const loginId = candidates[0]?.loginId ?? customerId;
      const counted = await this.throttle.admit({ loginId, password, address });
      await this.judge({ event: 'step_up', counted, password, candidates, subject: customerId });
    });
    return this.sessions.stepUp(signedIn);
  }

  private async judge({ event, counted, ...attempt }: Attempt): Promise<VerifiedCredential> {
    const { candidates, password, subject } = attempt;
    const { outcome, customerId, workMs } = await this.comparison.compare(candidates, password);
    if (outcome === undefined) {
      await this.throttle.failed(counted);
      await this.recordRefusal(event, 'sign_in.refused', subject);
      await this.comparison.padToNextStep(workMs);
      throw new AppError('sign_in.refused');
    }
    await this.throttle.succeeded(counted);
    if (outcome instanceof AppError) {
      await this.recordRefusal(event, outcome.code, customerId);
      throw outcome;
    }
    return outcome;
  }

  /** The same statements for whoever it was, also for nobody, so that the time does not tell. */
  private async recordRefusal(
    event: Attempt['event'],
    code: ErrorCode,
    subject: string | null,
  ): Promise<void> {
    await this.trail.record(this.db.manager, { event, result: 'refused', subject, detail: { code } });
  }
}
