import { Injectable } from '@nestjs/common';
import { readEmail } from '@daiko/contracts';
import { AppError } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Credential } from './credential.entity';
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
  ) {}

  /**
   * Unknown login, wrong password and a login that was never confirmed are one and the same refusal, after the same
   * work. Suspension is told to those alone who know the password.
   * @param address of the visitor, as `clientAddress` gives it
   * @throws AppError `sign_in.refused`, `sign_in.suspended`, `rate_limit.exceeded`
   */
  async verify(typedLoginId: string, password: string, address: string): Promise<VerifiedCredential> {
    // Addresses are kept with their domain in punycode; what is none is as good as unknown.
    const loginId = readEmail(typedLoginId).value ?? typedLoginId;
    const attempt = await this.throttle.admit(loginId, password, address);
    const [found] = await this.db.query<FoundRow[]>(FIND, [loginId]);
    const matches = await this.hasher.matches(found?.passwordHash ?? null, password);
    if (found === undefined || !matches || found.state === 'invited') {
      await this.throttle.failed(attempt);
      throw new AppError('sign_in.refused');
    }
    await this.throttle.succeeded(attempt);
    if (found.suspended) throw new AppError('sign_in.suspended');
    await this.renewHash(found, password);
    return { customerId: found.customerId, loginId, passwordSince: found.passwordSince };
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
