import { Injectable } from '@nestjs/common';
import { AuditTrail } from '@daiko/server-audit';
import { NotificationOutbox } from '@daiko/server-notification';
import { AppConfig, AppError, SecretDeriver, tokenHash } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { PinChallenge } from './pin-challenge.entity';
import { stateOf } from './pin-run-view';
import { RunDestinations } from './run-destinations';

/** Issues PINs: the first one, another one to the same destination, and one to another destination. */
@Injectable()
export class PinIssueService {
  constructor(
    private readonly db: DataSource,
    private readonly destinations: RunDestinations,
    private readonly outbox: NotificationOutbox,
    private readonly secrets: SecretDeriver,
    private readonly config: AppConfig,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Makes a new PIN, makes the older one void and records its message, all in one transaction. The row lock closes a
   * race: parallel requests run one after another, so the second one sees the waiting time of the first.
   * @throws AppError `pin_run.*`, `pin.locked`, `pin.sends_exhausted`, `pin.resend_too_soon`, `destination.*`
   */
  async issue(token: string, destinationId: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      const challenge = await this.lockLive(tx, token);
      const destination = await this.destinations.get(tx, challenge, destinationId);
      // Several runs of one person at the same time must also count each other's sends.
      await tx.query(LOCK_SUBJECT, [destination.key]);
      await this.destinations.mayReceive(tx, destination);
      const nonce = this.secrets.nonce();
      const expiresAt = await this.renew(tx, challenge.id, nonce);
      await this.trail.record(tx, {
        event: 'pin.issued',
        subject: challenge.customerId,
        detail: { purpose: challenge.purpose, channel: destination.channel, issue: challenge.issues + 1 },
      });
      await this.outbox.enqueue(tx, {
        template: 'pin',
        channel: destination.channel,
        // Like a decoy, a muted run sends to no customer.
        customerId: challenge.muted ? null : challenge.customerId,
        contactPointId: challenge.muted ? null : destination.contactPointId,
        challengeId: challenge.id,
        destinationId: destination.id,
        destinationKey: destination.key,
        keyId: challenge.keyId,
        nonce,
        issue: challenge.issues + 1,
        expiresAt,
      });
    });
  }

  private async lockLive(tx: EntityManager, token: string): Promise<PinChallenge> {
    const challenge = await tx.findOne(PinChallenge, {
      where: { tokenHash: tokenHash(token) },
      lock: { mode: 'pessimistic_write' },
    });
    if (challenge === null) throw new AppError('pin_run.absent');
    if (challenge.usedAt !== null) throw new AppError('pin.used');
    const [row] = await tx.query<{ now: Date }[]>('SELECT now()');
    const state = stateOf(challenge, row?.now ?? challenge.endsAt, this.config.values.PIN_MAX_ATTEMPTS);
    if (state === 'locked') throw new AppError('pin.locked');
    if (state === 'ended') throw new AppError('pin_run.ended');
    if (challenge.issues >= this.config.values.PIN_MAX_SENDS) throw new AppError('pin.sends_exhausted');
    return challenge;
  }

  /** Replaces the nonce, which makes the older PIN void. @returns the time when the new PIN expires */
  private async renew(tx: EntityManager, challengeId: string, nonce: Buffer): Promise<Date> {
    const [rows] = await tx.query<[{ expiresAt: Date }[], number]>(UPDATE_NONCE, [
      challengeId,
      nonce,
      this.config.values.PIN_TTL_MINUTES,
    ]);
    const [row] = rows;
    if (row === undefined) throw new AppError('pin_run.ended');
    return row.expiresAt;
  }
}

const LOCK_SUBJECT = `SELECT pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))`;
const UPDATE_NONCE = `
  UPDATE pin_challenge
  SET nonce = $2, issues = issues + 1, pin_expires_at = least(ends_at, now() + $3 * interval '1 minute')
  WHERE id = $1
  RETURNING pin_expires_at AS "expiresAt"`;
