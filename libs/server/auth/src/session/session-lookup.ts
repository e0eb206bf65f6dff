import { Injectable } from '@nestjs/common';
import type { CustomerHeader, Session } from '@daiko/contracts';
import { AppConfig, AppError, tokenHash } from '@daiko/server-platform';
import type { Pool } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';

/** The signed-in user and the ends of the session. Every signed-in request begins with this. */
export interface SignedIn extends CustomerHeader {
  sessionId: string;
  role: Session['role'];
  /** The login of the old system with which the user signed in. The session then works only for the consolidation. */
  legacyLoginId: string | null;
  now: Date;
  idleEndsAt: Date;
  absoluteEndsAt: Date;
  /** Null before a step-up and after it has expired. */
  stepUpEndsAt: Date | null;
  /** End of the time during which a passkey or a recovery code counts as proof; null before and after that time. */
  passkeyProofEndsAt: Date | null;
  /** 必須: the password alone gives no access to this customer. */
  isPasskeyRequired: boolean;
}

/** The last use of a session is written at most once in this time, so the idle end may come that much earlier. */
const TOUCH_AFTER_SECONDS = 60;
/** Longer than any session lasts, so the last use is never written. */
const NEVER_SECONDS = 366 * 24 * 60 * 60;

/** Finds the session of a token. */
@Injectable()
export class SessionLookup {
  private readonly pool: Pool;
  private readonly limits: readonly number[];

  constructor(db: DataSource, config: AppConfig) {
    // Named statements are a node-postgres feature that TypeORM cannot use, and every request runs this statement.
    this.pool = (db.driver as unknown as { master: Pool }).master;
    const { SESSION_IDLE_MINUTES, SESSION_ABSOLUTE_MINUTES, STEP_UP_MINUTES } = config.values;
    this.limits = [SESSION_IDLE_MINUTES, SESSION_ABSOLUTE_MINUTES, STEP_UP_MINUTES];
  }

  /**
   * Finds a session and records its use, in one prepared statement and by the database's clock.
   * @throws AppError `session.ended` when the session has ended, `session.absent` when the token belongs to no
   * session
   */
  async use(token: string): Promise<SignedIn> {
    return this.find(token, TOUCH_AFTER_SECONDS);
  }

  /** As `use`, but the idle time continues, because the user did nothing. */
  async look(token: string): Promise<SignedIn> {
    return this.find(token, NEVER_SECONDS);
  }

  /** As `use`, but the idle time starts again even when the last use is less than a minute ago. */
  async extend(token: string): Promise<SignedIn> {
    return this.find(token, 0);
  }

  /**
   * Reads a session in the transaction that has just begun or renewed it. The answer to a successful sign-in then
   * does not depend on another request that ends the session immediately afterwards.
   * @throws AppError as `use`
   */
  async read(tx: EntityManager, token: string): Promise<SignedIn> {
    const found = await tx.query<FoundSession[]>(SELECT_SESSION_AND_NOTE_USE, [
      tokenHash(token),
      ...this.limits,
      TOUCH_AFTER_SECONDS,
    ]);
    return liveOf(found[0]);
  }

  private async find(token: string, touchAfterSeconds: number): Promise<SignedIn> {
    const { rows } = await this.pool.query<FoundSession>({
      name: 'session-lookup',
      text: SELECT_SESSION_AND_NOTE_USE,
      values: [tokenHash(token), ...this.limits, touchAfterSeconds],
    });
    return liveOf(rows[0]);
  }
}

type FoundSession = SignedIn & { live: boolean };

function liveOf(row: FoundSession | undefined): SignedIn {
  if (row === undefined) throw new AppError('session.absent');
  const { live, ...signedIn } = row;
  if (!live) throw new AppError('session.ended');
  return signedIn;
}

/** Condition for a session that is still valid. */
const LIVE = `session.ended_at IS NULL
  AND session.last_used_at > now() - make_interval(mins => $2::int)
  AND session.signed_in_at > now() - make_interval(mins => $3::int)`;

const SELECT_SESSION_AND_NOTE_USE = `
  WITH used AS (
    UPDATE session SET last_used_at = now()
    WHERE token_hash = $1 AND ${LIVE} AND last_used_at <= now() - make_interval(secs => $5::int)
    RETURNING last_used_at
  )
  SELECT session.id AS "sessionId", session.legacy_login_id AS "legacyLoginId",
         ${LIVE} AND customer.suspended_at IS NULL AS live,
         customer.customer_id AS "customerId", customer.name AS "customerName", rank.name AS "rankName", rank.role,
         member_class.name AS "memberClassName", parent.name AS "parentDealerName", now() AS now,
         coalesce((SELECT last_used_at FROM used), session.last_used_at) + make_interval(mins => $2::int) AS "idleEndsAt",
         session.signed_in_at + make_interval(mins => $3::int) AS "absoluteEndsAt",
         CASE WHEN session.stepped_up_at > now() - make_interval(mins => $4::int)
              THEN session.stepped_up_at + make_interval(mins => $4::int) END AS "stepUpEndsAt",
         CASE WHEN session.passkey_proof_ends_at > now() THEN session.passkey_proof_ends_at END AS "passkeyProofEndsAt",
         owner.required_since IS NOT NULL AS "isPasskeyRequired"
  FROM session
  JOIN customer USING (customer_id)
  JOIN rank ON rank.code = customer.rank_code
  JOIN member_class ON member_class.code = customer.member_class_code
  LEFT JOIN passkey_owner AS owner ON owner.customer_id = session.customer_id
  LEFT JOIN customer parent ON parent.customer_id = customer.parent_customer_id
  WHERE session.token_hash = $1`;
