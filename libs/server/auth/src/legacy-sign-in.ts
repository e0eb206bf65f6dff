import { Injectable } from '@nestjs/common';
import { maskEmail } from '@daiko/server-customer';
import { AppError } from '@daiko/server-platform';
import { setTimeout as pause } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { HashRenewal } from './hash-renewal';
import { PasswordHasher } from './password-hasher';
import type { VerifiedCredential } from './verified-credential';

/** The old system let customers share a login ID; so many of them are compared. */
const CANDIDATES = 5;

/** Milliseconds: longer than the slowest hash of the old system that is usual takes (bcrypt with cost 12). */
const REFUSAL_BEAT = 500;

/** Sign-in with a login of the old system: the way to the consolidation, and to nothing else. */
@Injectable()
export class LegacySignIn {
  constructor(
    private readonly db: DataSource,
    private readonly hasher: PasswordHasher,
    private readonly renewal: HashRenewal,
  ) {}

  /**
   * Compares a password with the legacy logins of this name. The first right one has its hash made anew as Argon2id.
   * @param loginId folded, as `readLoginId` gives it
   * @returns undefined when there is none or the password is wrong; `sign_in.suspended`, or `sign_in.retired` with the
   * login that took its place, for those alone who know the password
   */
  async verify(loginId: string, password: string): Promise<VerifiedCredential | AppError | undefined> {
    for (const login of await this.db.query<LegacyRow[]>(FIND, [loginId, CANDIDATES])) {
      if (!(await this.isRight(login, password))) continue;
      await this.renewHash(login, password);
      if (login.suspended) return new AppError('sign_in.suspended');
      if (login.retired) return new AppError('sign_in.retired', tell(login.successor));
      return { customerId: login.customerId, loginId, passwordSince: '', legacyLoginId: login.id };
    }
    return undefined;
  }

  /**
   * Lets a refusal wait for the beat: hashes of the old system take longer or shorter than our own, and the time must
   * not tell which login IDs there are. Once the old system's logins are gone nobody waits.
   * @param began `performance.now()` at the beginning of the attempt
   */
  async awaitBeat(began: number): Promise<void> {
    const [row] = await this.db.query<{ any: boolean }[]>('SELECT EXISTS (SELECT FROM legacy_login) AS any');
    if (row?.any === true) await pause(REFUSAL_BEAT - ((performance.now() - began) % REFUSAL_BEAT));
  }

  private async isRight({ passwordHash, foreignHash }: LegacyRow, password: string): Promise<boolean> {
    if (foreignHash !== null) return this.hasher.matchesForeign(foreignHash, password);
    return passwordHash !== null && this.hasher.matches(passwordHash, password);
  }

  private async renewHash({ id, foreignHash, passwordHash }: LegacyRow, password: string): Promise<void> {
    const stored = foreignHash ?? passwordHash;
    const isOutdated =
      foreignHash !== null || (passwordHash !== null && this.hasher.isOutdated(passwordHash));
    if (stored !== null && isOutdated) await this.renewal.renew({ legacyLoginId: id }, stored, password);
  }
}

function tell(successor: string | null): { loginIdMasked?: string } {
  return successor === null ? {} : { loginIdMasked: maskEmail(successor) };
}

interface LegacyRow {
  id: string;
  customerId: string;
  foreignHash: string | null;
  passwordHash: string | null;
  suspended: boolean;
  retired: boolean;
  successor: string | null;
}

// What has become the one login is no legacy login any more: its old password opens nothing.
const FIND = `
  SELECT legacy.id, legacy.customer_id AS "customerId", legacy.foreign_hash AS "foreignHash",
         legacy.password_hash AS "passwordHash", legacy.retired_at IS NOT NULL AS retired,
         num_nonnulls(legacy.suspended_at, customer.suspended_at) > 0
           OR coalesce(credential.state = 'suspended', false) AS suspended,
         CASE WHEN credential.state = 'active' THEN credential.login_id END AS successor
  FROM legacy_login legacy JOIN customer USING (customer_id) LEFT JOIN credential USING (customer_id)
  WHERE legacy.folded_login_id = $1 AND num_nonnulls(legacy.foreign_hash, legacy.password_hash) > 0
    AND (credential.state = 'active' AND credential.login_id = legacy.folded_login_id) IS NOT TRUE
  ORDER BY legacy.retired_at IS NOT NULL, legacy.last_signed_in_at DESC NULLS LAST, legacy.id LIMIT $2`;
