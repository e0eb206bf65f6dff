import { Injectable } from '@nestjs/common';
import { readEmail, type ErrorCode } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { AppError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Credential } from './credential.entity';
import { HashRenewal } from './hash-renewal';
import { LegacySignIn } from './legacy-sign-in';
import { PasswordHasher } from './password-hasher';
import { SessionService } from './session.service';
import type { VerifiedCredential } from './verified-credential';
import type { SignedIn } from './session-lookup';
import { SignInThrottle } from './sign-in-throttle';

/** Compares passwords: at sign-in, and again before login information may be changed. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: DataSource,
    private readonly throttle: SignInThrottle,
    private readonly hasher: PasswordHasher,
    private readonly renewal: HashRenewal,
    private readonly sessions: SessionService,
    private readonly legacy: LegacySignIn,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Unknown login, wrong password and a login that was never confirmed are one and the same refusal, after the same
   * work. Suspension, and what took the place of a retired login, are told to those alone who know the password.
   * @param address of the visitor, as `clientAddress` gives it
   * @param event as which a refusal is recorded
   * @throws AppError `sign_in.refused`, `sign_in.suspended`, `sign_in.retired`, `rate_limit.exceeded`
   */
  async verify(
    typedLoginId: string,
    password: string,
    address: string,
    event: 'sign_in' | 'step_up' = 'sign_in',
  ): Promise<VerifiedCredential> {
    const began = performance.now();
    // Addresses are kept with their domain in punycode; what is none may be a login ID of the old system.
    const loginId = readEmail(typedLoginId).value ?? typedLoginId;
    const attempt = await this.throttle.admit(loginId, password, address);
    const verified = await this.compare(loginId, password);
    if (verified === undefined) {
      await this.throttle.failed(attempt);
      await this.refused(event, loginId, 'sign_in.refused');
      await this.legacy.awaitBeat(began);
      throw new AppError('sign_in.refused');
    }
    await this.throttle.succeeded(attempt);
    if (verified instanceof AppError) {
      await this.refused(event, loginId, verified.code);
      throw verified;
    }
    return verified;
  }

  /**
   * Asks a signed-in person for the password again.
   * @returns the session's new token
   * @throws AppError as `verify`
   */
  async stepUp(signedIn: SignedIn, password: string, address: string): Promise<string> {
    const { loginId } = await this.db.manager.findOneByOrFail(Credential, {
      customerId: signedIn.customerId,
    });
    await this.verify(loginId, password, address, 'step_up');
    return this.sessions.stepUp(signedIn);
  }

  /** The same statements for whoever it was, also for nobody, so that the time does not tell. */
  private async refused(event: 'sign_in' | 'step_up', loginId: string, code: ErrorCode): Promise<void> {
    const [owner] = await this.db.query<{ customerId: string }[]>(WHOSE, [loginId]);
    const subject = owner?.customerId ?? null;
    await this.trail.record(this.db.manager, { event, result: 'refused', subject, detail: { code } });
  }

  /** @returns undefined when no login has this name and password; a refusal that only its owner may know */
  private async compare(
    loginId: string,
    password: string,
  ): Promise<VerifiedCredential | AppError | undefined> {
    const [found] = await this.db.query<FoundRow[]>(FIND, [loginId]);
    const matches = await this.hasher.matches(found?.passwordHash ?? null, password);
    if (found === undefined || !matches) {
      return this.legacy.verify(loginId, password);
    }
    if (found.suspended) return new AppError('sign_in.suspended');
    this.renewHash(found, password);
    return { customerId: found.customerId, loginId, passwordSince: found.passwordSince };
  }

  /** Nobody waits for it: the sign-in takes as long as any other. */
  private renewHash({ customerId, passwordHash }: FoundRow, password: string): void {
    if (passwordHash === null || !this.hasher.isOutdated(passwordHash)) return;
    void this.renewal.renew({ customerId }, passwordHash, password);
  }
}

interface FoundRow {
  customerId: string;
  passwordHash: string | null;
  passwordSince: string;
  suspended: boolean;
}

/** Of two customers with the same old login ID the first will do. */
const WHOSE = `
  SELECT customer_id AS "customerId" FROM credential WHERE login_id = $1
  UNION ALL SELECT customer_id FROM legacy_login WHERE folded_login_id = lower($1) LIMIT 1`;

const FIND = `
  SELECT credential.customer_id AS "customerId", credential.password_hash AS "passwordHash",
         coalesce(credential.password_changed_at::text, '') AS "passwordSince",
         credential.state = 'suspended' OR customer.suspended_at IS NOT NULL AS suspended
  FROM credential JOIN customer USING (customer_id)
  WHERE credential.login_id = $1 AND credential.state <> 'invited'`;
