import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** A login whose password is compared: the one login of a customer, or a login of the old system. */
export interface SignInCandidate {
  customerId: string;
  /** Folded, in the form in which its failures are counted. */
  loginId: string;
  /** Null for the one login. */
  legacyLoginId: string | null;
  /** Argon2id hash. */
  passwordHash: string | null;
  /** Hash in a format of the old system. */
  foreignHash: string | null;
  /** Time since which this password is valid; empty for a login of the old system. */
  passwordSince: string;
  isSuspended: boolean;
  /** A login of the old system that was consolidated. */
  isRetired: boolean;
  /** The login ID that took the place of a retired one. */
  successor: string | null;
}

/** The old system let several customers share a login ID; at most this number of old logins is compared. */
const LEGACY_CANDIDATES = 5;

/** Finds the logins that a typed password may belong to. */
@Injectable()
export class SignInCandidateStore {
  constructor(private readonly db: DataSource) {}

  /**
   * Finds the logins with a login ID: the one login first, then those of the old system. Of the old logins, live ones
   * come before retired ones, and the most recently used come first.
   * @param loginId folded, as `readLoginId` gives it
   * @param customerId when given, only logins of this customer are found
   */
  async findByLoginId(loginId: string, customerId?: string): Promise<SignInCandidate[]> {
    return this.db.query(SELECT_BY_LOGIN_ID, [loginId, customerId ?? null, LEGACY_CANDIDATES]);
  }

  /** Finds the one login of a customer who is signed in. */
  async findByCustomerId(customerId: string): Promise<SignInCandidate[]> {
    return this.db.query(SELECT_BY_CUSTOMER_ID, [customerId]);
  }

  /**
   * @returns the only customer with a login of this login ID, in any state; null when there is none or more than one
   */
  async findOnlyOwner(loginId: string): Promise<string | null> {
    const [row] = await this.db.query<{ customerId: string | null }[]>(SELECT_ONLY_OWNER, [loginId]);
    return row?.customerId ?? null;
  }

  /** Whether any login of the old system is left. */
  async hasLegacyLogins(): Promise<boolean> {
    const [row] = await this.db.query<{ any: boolean }[]>('SELECT EXISTS (SELECT FROM legacy_login) AS any');
    return row?.any === true;
  }
}

const SELECT_ONE_LOGIN = `
  SELECT credential.customer_id AS "customerId", credential.login_id AS "loginId", NULL::uuid AS "legacyLoginId",
         credential.password_hash AS "passwordHash", NULL::text AS "foreignHash",
         coalesce(credential.password_changed_at::text, '') AS "passwordSince",
         credential.state = 'suspended' OR customer.suspended_at IS NOT NULL AS "isSuspended",
         false AS "isRetired", NULL::text AS successor
  FROM credential JOIN customer USING (customer_id)
  WHERE credential.state <> 'invited'`;

// A legacy login that has become the one login is no longer a legacy login, and its old password no longer works.
const SELECT_LEGACY_LOGINS = `
  SELECT legacy.customer_id, legacy.folded_login_id, legacy.id, legacy.password_hash, legacy.foreign_hash, '',
         num_nonnulls(legacy.suspended_at, customer.suspended_at) > 0
           OR coalesce(credential.state = 'suspended', false),
         legacy.retired_at IS NOT NULL,
         CASE WHEN credential.state = 'active' THEN credential.login_id END
  FROM legacy_login legacy JOIN customer USING (customer_id) LEFT JOIN credential USING (customer_id)
  WHERE legacy.folded_login_id = $1 AND num_nonnulls(legacy.foreign_hash, legacy.password_hash) > 0
    AND (credential.state = 'active' AND credential.login_id = legacy.folded_login_id) IS NOT TRUE
    AND ($2::text IS NULL OR legacy.customer_id = $2)
  ORDER BY legacy.retired_at IS NOT NULL, legacy.last_signed_in_at DESC NULLS LAST, legacy.id LIMIT $3`;

const SELECT_BY_LOGIN_ID = `
  (${SELECT_ONE_LOGIN} AND credential.login_id = $1 AND ($2::text IS NULL OR credential.customer_id = $2))
  UNION ALL (${SELECT_LEGACY_LOGINS})`;

const SELECT_BY_CUSTOMER_ID = `${SELECT_ONE_LOGIN} AND credential.customer_id = $1`;

const SELECT_ONLY_OWNER = `
  SELECT CASE WHEN count(DISTINCT customer_id) = 1 THEN min(customer_id) END AS "customerId"
  FROM (SELECT customer_id FROM credential WHERE login_id = $1
        UNION ALL SELECT customer_id FROM legacy_login WHERE folded_login_id = lower($1)) AS owners`;
