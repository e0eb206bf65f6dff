import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { AppError, newToken, tokenHash } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import type { VerifiedCredential } from '../sign-in/verified-credential';
import { NEEDS_PASSKEY } from './passkey-needed';

/**
 * Sign-ins that are half done: the password was right, and the passkey is still missing. They are not sessions, so no
 * route can mistake one for a session. They end after ten minutes, and together with the customer's sessions.
 */
@Injectable()
export class PasskeyStepService {
  constructor(
    private readonly db: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Stores a right password until its passkey comes, for customers who need a passkey.
   * @returns the token for the browser's cookie; undefined for a customer who needs no passkey
   */
  async open(verified: VerifiedCredential): Promise<string | undefined> {
    const { customerId, loginId, passwordSince, legacyLoginId } = verified;
    if (legacyLoginId !== undefined) return undefined;
    const token = newToken();
    const opened = await this.db.query<unknown[]>(INSERT_PASSKEY_STEP, [
      customerId,
      tokenHash(token),
      loginId,
      passwordSince,
    ]);
    if (opened.length === 0) return undefined;
    await this.trail.record(this.db.manager, {
      event: 'sign_in',
      result: 'refused',
      actor: customerId,
      subject: customerId,
      detail: { code: 'sign_in.passkey_required' },
    });
    return token;
  }

  /** @throws AppError `passkey.step_over` when there is none, or it has ended */
  async find(token: string | undefined): Promise<VerifiedCredential> {
    const [step] = await this.db.query<VerifiedCredential[]>(SELECT_LIVE_PASSKEY_STEP, [
      token === undefined ? Buffer.alloc(0) : tokenHash(token),
    ]);
    if (step === undefined) throw new AppError('passkey.step_over');
    return step;
  }

  /** Ends a half-done sign-in when the user goes back to the login page. */
  async end(token: string): Promise<void> {
    await this.db.query(END, [tokenHash(token)]);
  }

  /** Ends all half-done sign-ins of a customer; everything that ends the customer's sessions calls it. */
  async endAllOf(tx: EntityManager, customerId: string): Promise<void> {
    await tx.query('UPDATE passkey_step SET ended_at = now() WHERE customer_id = $1 AND ended_at IS NULL', [
      customerId,
    ]);
  }
}

const INSERT_PASSKEY_STEP = `
  INSERT INTO passkey_step (token_hash, customer_id, login_id, password_since)
  SELECT $2, $1, $3, $4 WHERE ${NEEDS_PASSKEY}
  RETURNING customer_id`;

const LIVE = `ended_at IS NULL AND created_at > now() - interval '10 minutes'`;

const SELECT_LIVE_PASSKEY_STEP = `
  SELECT customer_id AS "customerId", login_id AS "loginId", password_since AS "passwordSince"
  FROM passkey_step WHERE token_hash = $1 AND ${LIVE}`;

const END = 'UPDATE passkey_step SET ended_at = now() WHERE token_hash = $1 AND ended_at IS NULL';
