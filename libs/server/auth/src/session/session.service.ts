import { Injectable } from '@nestjs/common';
import type { Device } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { lockCustomer } from '@daiko/server-customer';
import { deviceName } from '@daiko/server-notification';
import { AppConfig, AppError, newToken, tokenHash } from '@daiko/server-platform';
import { DataSource, IsNull, type EntityManager } from 'typeorm';
import { isLoginUnchanged } from './login-unchanged';
import { Session } from './session.entity';
import { SessionLookup, type SignedIn } from './session-lookup';
import type { Visitor } from './visitor';
import { methodOf, type VerifiedCredential } from '../sign-in/verified-credential';
import { UnusualSignInService } from '../sign-in/unusual-sign-in.service';

/** A session that was just begun or renewed: the token for the browser's cookie, and the data for its page. */
export interface BegunSession {
  /** Only the browser's cookie holds it. */
  token: string;
  signedIn: SignedIn;
}

/** Why sessions ended early. */
type EndReason = 'sign_out' | 'replaced' | 'surplus' | 'device' | 'login_changed';

/** Long enough for a customer to add new passkeys for lost ones. */
const PROOF_OF_RECOVERY_CODE = "now() + interval '30 minutes'";

/** Longest user agent that is stored; it is used only to make a device name. */
const USER_AGENT_MAX = 512;

/** Begins, renews and ends sessions. */
@Injectable()
export class SessionService {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly lookup: SessionLookup,
    private readonly unusualSignIns: UnusualSignInService,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Begins a session. The oldest sessions beyond the allowed number end, and so does the previous session of this
   * browser.
   * @throws AppError `sign_in.refused` when the login has changed since the password was compared: a reset also ends
   * sign-ins that are not finished
   */
  async begin(verified: VerifiedCredential, visitor: Visitor, previousToken?: string): Promise<BegunSession> {
    const { customerId } = verified;
    const token = newToken();
    const signedIn = await this.db.transaction(async (tx) => {
      // The lock also makes parallel sign-ins of one customer see each other, so that the limit counts all of them.
      await lockCustomer(tx, customerId);
      if (!(await isLoginUnchanged(tx, verified))) throw new AppError('sign_in.refused');
      if (previousToken !== undefined) await this.endToken(tx, previousToken, 'replaced');
      const allowed = this.config.values.SESSIONS_PER_CUSTOMER - 1;
      await this.endWhere(tx, SURPLUS, [customerId, ...this.lives(), allowed], 'surplus');
      const signs = await this.unusualSignIns.detect(tx, verified, visitor.deviceToken);
      const { identifiers } = await tx.insert(Session, {
        tokenHash: tokenHash(token),
        customerId,
        legacyLoginId: verified.legacyLoginId ?? null,
        userAgent: visitor.userAgent.slice(0, USER_AGENT_MAX),
        address: visitor.address,
        ...(verified.isByRecoveryCode && { passkeyProofEndsAt: () => PROOF_OF_RECOVERY_CODE }),
        ...signs,
      });
      const detail = { method: methodOf(verified) };
      await this.trail.record(tx, { event: 'sign_in', actor: customerId, subject: customerId, detail });
      await this.unusualSignIns.notify(tx, customerId, String(identifiers[0]?.['id']), signs);
      return this.lookup.read(tx, token);
    });
    return { token, signedIn };
  }

  /**
   * Renews a session after a right password or a passkey: the same session gets a new token, and the old token is
   * void.
   * @param by the proof that the user gave; a passkey counts for a customer for whom the password alone is not enough
   */
  async stepUp(
    { sessionId, customerId }: Pick<SignedIn, 'sessionId' | 'customerId'>,
    by: 'password' | 'passkey',
  ): Promise<BegunSession> {
    const token = newToken();
    const minutes = this.config.values.STEP_UP_MINUTES;
    return this.db.transaction(async (tx) => {
      const renewed = await tx.update(
        Session,
        { id: sessionId, endedAt: IsNull() },
        {
          tokenHash: tokenHash(token),
          steppedUpAt: () => 'now()',
          lastUsedAt: () => 'now()',
          ...(by === 'passkey' && { passkeyProofEndsAt: () => `now() + interval '${minutes} minutes'` }),
        },
      );
      if (renewed.affected === 0) throw new AppError('session.ended');
      await this.trail.record(tx, { event: 'step_up', actor: customerId, subject: customerId });
      return { token, signedIn: await this.lookup.read(tx, token) };
    });
  }

  /** Signs the user out. Nothing happens for an unknown token. */
  async end(token: string): Promise<void> {
    await this.db.transaction((tx) => this.endToken(tx, token, 'sign_out'));
  }

  async endAllOf(tx: EntityManager, customerId: string, exceptSessionId?: string): Promise<void> {
    await this.endWhere(tx, OTHERS, [customerId, exceptSessionId ?? null], 'login_changed');
  }

  /** The customer's signed-in devices, the most recently used first. */
  async devicesOf({ customerId, sessionId }: SignedIn): Promise<Device[]> {
    const rows = await this.db.query<DeviceRow[]>(SELECT_DEVICES, [customerId, ...this.lives()]);
    return rows.map((row) => ({
      id: row.id,
      current: row.id === sessionId,
      name: deviceName(row.userAgent),
      signedInAt: row.signedInAt.toISOString(),
      lastUsedAt: row.lastUsedAt.toISOString(),
    }));
  }

  /** Signs one device out. For another customer's device nothing ends and nothing is reported. */
  async endDevice(customerId: string, sessionId: string): Promise<void> {
    const one = 'customer_id = $1 AND id = $2';
    await this.db.transaction((tx) => this.endWhere(tx, one, [customerId, sessionId], 'device'));
  }

  /** Signs out every device except this one. */
  async endOthers({ customerId, sessionId }: SignedIn): Promise<void> {
    await this.db.transaction((tx) => this.endWhere(tx, OTHERS, [customerId, sessionId], 'device'));
  }

  private async endToken(tx: EntityManager, token: string, reason: EndReason): Promise<void> {
    await this.endWhere(tx, 'token_hash = $1', [tokenHash(token)], reason);
  }

  /** Ends sessions of one customer, and records it if there were any. */
  private async endWhere(
    tx: EntityManager,
    condition: string,
    parameters: unknown[],
    reason: EndReason,
  ): Promise<void> {
    const [ended] = await tx.query<[{ customerId: string }[], number]>(
      `UPDATE session SET ended_at = now() WHERE ended_at IS NULL AND ${condition}
       RETURNING customer_id AS "customerId"`,
      parameters,
    );
    const [first] = ended;
    if (first === undefined) return;
    const { customerId: subject } = first;
    if (reason === 'sign_out') await this.trail.record(tx, { event: 'sign_out', actor: subject, subject });
    else {
      const detail = { reason, count: ended.length };
      await this.trail.record(tx, { event: 'session.ended', subject, detail });
    }
  }

  private lives(): [idleMinutes: number, absoluteMinutes: number] {
    return [this.config.values.SESSION_IDLE_MINUTES, this.config.values.SESSION_ABSOLUTE_MINUTES];
  }
}

interface DeviceRow {
  id: string;
  userAgent: string;
  signedInAt: Date;
  lastUsedAt: Date;
}

const LIVE_OF_CUSTOMER = `customer_id = $1 AND ended_at IS NULL
  AND last_used_at > now() - make_interval(mins => $2::int)
  AND signed_in_at > now() - make_interval(mins => $3::int)`;

const OTHERS = 'customer_id = $1 AND id IS DISTINCT FROM $2';

const SURPLUS = `id IN (
  SELECT id FROM session WHERE ${LIVE_OF_CUSTOMER} ORDER BY signed_in_at DESC, id OFFSET $4
)`;

const SELECT_DEVICES = `
  SELECT id, user_agent AS "userAgent", signed_in_at AS "signedInAt", last_used_at AS "lastUsedAt"
  FROM session WHERE ${LIVE_OF_CUSTOMER} ORDER BY last_used_at DESC, id`;
