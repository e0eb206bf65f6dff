import { Injectable } from '@nestjs/common';
import { readEmail, type ErrorCode } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { AppError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { ClosedPasswordService } from './closed-password.service';
import { SessionService, type BegunSession } from '../session/session.service';
import type { SignedIn } from '../session/session-lookup';
import { SignInCandidateStore, type SignInCandidate } from './sign-in-candidate.store';
import { SignInComparisonService } from './sign-in-comparison.service';
import { SignInFailuresLimit } from './sign-in-failures.limit';
import { SignInStreakStore, type CountedStreak } from './sign-in-streak.store';
import { SignInsAtOnceLimit } from './sign-ins-at-once.limit';
import { SignInThrottle, type SignInAttempt } from './sign-in-throttle';
import type { VerifiedCredential } from './verified-credential';

/** What the user typed, and where the request comes from. */
export interface TypedSignIn {
  loginId: string;
  password: string;
  /** Selects one of several customers with this login ID and password; the user is asked for it only then. */
  customerId?: string;
  /** Address of the visitor, as `clientAddress` gives it. */
  address: string;
  /** Token in the browser's long-lived cookie, if it has one. */
  deviceToken?: string;
}

/** One comparison: the candidate logins, and how it is counted and recorded. */
interface Attempt {
  event: 'sign_in' | 'step_up';
  counted: SignInAttempt;
  streak: CountedStreak;
  password: string;
  deviceToken: string | undefined;
  candidates: readonly SignInCandidate[];
  /** The customer for whom a wrong password is recorded. */
  subject: string | null;
}

/** Compares passwords: at sign-in, and again before login information may be changed. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: DataSource,
    private readonly atOnce: SignInsAtOnceLimit,
    private readonly failures: SignInFailuresLimit,
    private readonly throttle: SignInThrottle,
    private readonly streaks: SignInStreakStore,
    private readonly closedPasswords: ClosedPasswordService,
    private readonly candidates: SignInCandidateStore,
    private readonly comparison: SignInComparisonService,
    private readonly sessions: SessionService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * An unknown login, a wrong password and a login that was never confirmed all get the same refusal after the same
   * work. Only a user who knows the password learns that the login is suspended, which login replaced a retired one,
   * or that several customers have this login ID and password. After too many wrong passwords in a row, over all
   * addresses, no password is accepted from an unknown browser: `sign_in.closed`, also when there is no such login.
   * @throws AppError `sign_in.refused`, `sign_in.suspended`, `sign_in.retired`, `sign_in.ambiguous`,
   * `sign_in.closed`, `rate_limit.exceeded`, `service.unavailable`
   */
  async verify(typed: TypedSignIn): Promise<VerifiedCredential> {
    // Mail addresses are stored with their domain in punycode. A text that is no mail address may be a login ID of
    // the old system.
    const loginId = readEmail(typed.loginId).value ?? typed.loginId;
    const folded = { ...typed, loginId };
    return this.atOnce.within(typed.address, () =>
      this.failures.within(folded, () => this.compareTyped(folded)),
    );
  }

  /**
   * Asks a signed-in user for the password again. It is compared only with the password of the session's own
   * customer, even if another customer has a login with the same login ID.
   * @returns the session with its new token
   * @throws AppError `sign_in.refused`, `sign_in.suspended`, `rate_limit.exceeded`, `service.unavailable`
   */
  async stepUp(
    signedIn: SignedIn,
    { password, address, deviceToken }: Omit<TypedSignIn, 'loginId' | 'customerId'>,
  ): Promise<BegunSession> {
    const { customerId } = signedIn;
    await this.atOnce.within(address, async () => {
      const candidates = await this.candidates.findByCustomerId(customerId);
      const loginId = candidates[0]?.loginId ?? customerId;
      const counted = await this.throttle.admit({ loginId, password, address });
      const streak = await this.streaks.count(loginId, counted.lastPassword, deviceToken);
      await this.judge({
        event: 'step_up',
        counted,
        streak,
        password,
        deviceToken,
        candidates,
        subject: customerId,
      });
    });
    return this.sessions.stepUp(signedIn, 'password');
  }

  private async compareTyped(typed: TypedSignIn): Promise<VerifiedCredential> {
    const { loginId, password, customerId, deviceToken } = typed;
    const counted = await this.throttle.admit(typed);
    const streak = await this.streaks.count(loginId, counted.lastPassword, deviceToken);
    const candidates = await this.candidates.findByLoginId(loginId, customerId);
    const subject = await this.candidates.findOnlyOwner(loginId);
    return this.judge({ event: 'sign_in', counted, streak, password, deviceToken, candidates, subject });
  }

  private async judge(attempt: Attempt): Promise<VerifiedCredential> {
    const { event, counted, candidates, password, streak } = attempt;
    const isClosed = await this.closedPasswords.isClosed(attempt);
    const { outcome, customerId, workMs } = await this.comparison.compare(candidates, password);
    // The answer must not reveal, not even by its time, whether the password was right, so a closed password is
    // refused like a wrong one.
    if (outcome === undefined || isClosed) return this.refuse(attempt, workMs, isClosed);
    await this.throttle.succeeded(counted);
    await this.streaks.takeBack(streak);
    if (outcome instanceof AppError) {
      await this.recordRefusal(event, outcome.code, customerId);
      throw outcome;
    }
    return outcome;
  }

  private async refuse(attempt: Attempt, workMs: number, isClosed: boolean): Promise<never> {
    const { event, counted, subject, streak } = attempt;
    const code = isClosed ? 'sign_in.closed' : 'sign_in.refused';
    await this.throttle.failed(counted);
    await this.recordRefusal(event, code, subject);
    await this.comparison.padToNextStep(workMs);
    if (isClosed) this.closedPasswords.tellOwner(subject, streak);
    throw new AppError(code);
  }

  /** The same statements run for a known and for an unknown customer, so that the response time reveals nothing. */
  private async recordRefusal(
    event: Attempt['event'],
    code: ErrorCode,
    subject: string | null,
  ): Promise<void> {
    await this.trail.record(this.db.manager, { event, result: 'refused', subject, detail: { code } });
  }
}
