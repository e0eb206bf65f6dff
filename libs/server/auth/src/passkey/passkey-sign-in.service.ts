import { Injectable } from '@nestjs/common';
import type { PasskeyAssertion, PasskeyRequestOptions } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { AppConfig, AppError, RateLimit } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { SessionService, type BegunSession } from '../session/session.service';
import type { VerifiedCredential } from '../sign-in/verified-credential';
import type { SignedIn } from '../session/session-lookup';
import { PasskeyOptions } from './passkey-options';
import { PasskeyStepService } from './passkey-step.service';
import { PasskeyVerifier, type UsedPasskey } from './passkey-verifier';

const HOUR = 3_600;

/**
 * Signs users in with a passkey: instead of the password, after it, or for a step-up before login data may change.
 */
@Injectable()
export class PasskeySignInService {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly limits: RateLimit,
    private readonly options: PasskeyOptions,
    private readonly verifier: PasskeyVerifier,
    private readonly steps: PasskeyStepService,
    private readonly sessions: SessionService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * The options are the same for all users, because it is not known yet who will sign in.
   * @throws AppError `rate_limit.exceeded`
   */
  async ask(browserToken: string, address: string): Promise<PasskeyRequestOptions> {
    await this.spend(address);
    return this.options.toUse({ purpose: 'sign_in', browserToken });
  }

  /** @throws AppError `passkey.*`, `sign_in.suspended`, `rate_limit.exceeded` */
  async signIn(
    browserToken: string | undefined,
    assertion: PasskeyAssertion,
    address: string,
  ): Promise<VerifiedCredential> {
    await this.spend(address);
    const used = await this.verifier.use({ purpose: 'sign_in', browserToken: browserToken ?? '' }, assertion);
    return this.verified(used);
  }

  /** Asks for a passkey after a right password. @throws AppError `passkey.step_over`, `rate_limit.exceeded` */
  async askSecond(token: string | undefined, address: string): Promise<PasskeyRequestOptions> {
    await this.spend(address);
    const { customerId } = await this.steps.find(token);
    return this.options.toUse({ purpose: 'second_step', browserToken: token ?? '' }, customerId);
  }

  /**
   * The session begins only if the password that was right is still the password.
   * @throws AppError `passkey.*`, `sign_in.suspended`, `rate_limit.exceeded`
   */
  async signInSecond(
    token: string | undefined,
    assertion: PasskeyAssertion,
    address: string,
  ): Promise<VerifiedCredential> {
    await this.spend(address);
    const step = await this.steps.find(token);
    const asked = { purpose: 'second_step', browserToken: token ?? '' } as const;
    const used = await this.verifier.use(asked, assertion, step.customerId);
    const { passkeyId } = await this.verified(used);
    return { ...step, passkeyId, afterPassword: true };
  }

  async askAgain({ customerId, sessionId }: SignedIn): Promise<PasskeyRequestOptions> {
    return this.options.toUse({ purpose: 'step_up', sessionId }, customerId);
  }

  /**
   * A step-up with a passkey instead of the password.
   * @returns the session with its new token
   * @throws AppError `passkey.*`
   */
  async stepUp(signedIn: SignedIn, assertion: PasskeyAssertion): Promise<BegunSession> {
    const { customerId, sessionId } = signedIn;
    await this.verifier.use({ purpose: 'step_up', sessionId }, assertion, customerId);
    return this.sessions.stepUp(signedIn, 'passkey');
  }

  /** Only a user who has the passkey learns that the login is suspended. */
  private async verified({ customerId, passkeyId }: UsedPasskey): Promise<VerifiedCredential> {
    const [login] = await this.db.query<LoginRow[]>(SELECT_LOGIN, [customerId]);
    if (login === undefined || login.suspended) {
      const code = login === undefined ? 'passkey.refused' : 'sign_in.suspended';
      const detail = { code, method: 'passkey' };
      await this.trail.record(this.db.manager, {
        event: 'sign_in',
        result: 'refused',
        subject: customerId,
        detail,
      });
      throw new AppError(code);
    }
    const { loginId, passwordSince } = login;
    return { customerId, loginId, passwordSince, passkeyId };
  }

  private async spend(address: string): Promise<void> {
    await this.limits.spend(`passkey:${address}`, this.config.values.PASSKEYS_PER_ADDRESS_HOURLY, HOUR);
  }
}

interface LoginRow {
  loginId: string;
  passwordSince: string;
  suspended: boolean;
}

const SELECT_LOGIN = `
  SELECT login_id AS "loginId", coalesce(password_changed_at::text, '') AS "passwordSince",
         state = 'suspended' OR suspended_at IS NOT NULL AS suspended
  FROM credential JOIN customer USING (customer_id)
  WHERE customer_id = $1 AND state <> 'invited'`;
