import { Injectable } from '@nestjs/common';
import { readEmail } from '@daiko/contracts';
import { AppError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Credential } from './credential.entity';
import { LegacySignIn } from './legacy-sign-in';
import { PasswordHasher } from './password-hasher';
import { SessionService, type VerifiedCredential } from './session.service';
import type { SignedIn } from './session-lookup';
import { SignInThrottle } from './sign-in-throttle';

/** Compares passwords: at sign-in, and again before login information may be changed. */
@Injectable()
export class SignInService {
  constructor(
    private readonly db: DataSource,
    private readonly throttle: SignInThrottle,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
    private readonly legacy: LegacySignIn,
  ) {}

  /**
   * Unknown login, wrong password and a login that was never confirmed are one and the same refusal, after the same
   * work. Suspension, and what took the place of a retired login, are told to those alone who know the password.
   * @param address of the visitor, as `clientAddress` gives it
   * @throws AppError `sign_in.refused`, `sign_in.suspended`, `sign_in.retired`, `rate_limit.exceeded`
   */
  async verify(typedLoginId: string, password: string, address: string): Promise<VerifiedCredential> {
    const began = performance.now();
    // Addresses are kept with their domain in punycode; what is none may be a login ID of the old system.
    const loginId = readEmail(typedLoginId).value ?? typedLoginId;
    const attempt = await this.throttle.admit(loginId, password, address);
    const verified = await this.compare(loginId, password);
    if (verified === undefined) {
      await this.throttle.failed(attempt);
      await this.legacy.awaitBeat(began);
      throw new AppError('sign_in.refused');
    }
    await this.throttle.succeeded(attempt);
    if (verified instanceof AppError) throw verified;
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
    await this.verify(loginId, password, address);
    return this.sessions.stepUp(signedIn.sessionId);
  }

  /** @returns undefined when no login has this name and password; a refusal that only its owner may know */
  private async compare(
    loginId: string,
    password: string,
  ): Promise<VerifiedCredential | AppError | undefined> {
    const [found] = await this.db.query<FoundRow[]>(FIND, [loginId]);
    const matches = await this.hasher.matches(found?.passwordHash ?? null, password);
    if (found === undefined || !matches || found.state === 'invited') {
      return this.legacy.verify(loginId, password);
    }
    if (found.suspended) return new AppError('sign_in.suspended');
    await this.renewHash(found, password);
    return { customerId: found.customerId, loginId, passwordSince: found.passwordSince };
  }

  /** The settings ask for more than they did when this hash was made; only now the password is at hand. */
  private async renewHash({ customerId, passwordHash }: FoundRow, password: string): Promise<void> {
    if (passwordHash === null || !this.hasher.isOutdated(passwordHash)) return;
    const renewed = await this.hasher.hash(password);
    await this.db.manager.update(Credential, { customerId, passwordHash }, { passwordHash: renewed });
  }
}

interface FoundRow {
  customerId: string;
  passwordHash: string | null;
  passwordSince: string;
  state: Credential['state'];
  suspended: boolean;
}

const FIND = `
  SELECT credential.customer_id AS "customerId", credential.password_hash AS "passwordHash",
         coalesce(credential.password_changed_at::text, '') AS "passwordSince", credential.state,
         credential.state = 'suspended' OR customer.suspended_at IS NOT NULL AS suspended
  FROM credential JOIN customer USING (customer_id) WHERE credential.login_id = $1`;
