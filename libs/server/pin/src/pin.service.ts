import { Injectable } from '@nestjs/common';
import type { PinPurpose, PinWorkSolution } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { lockCustomer } from '@daiko/server-customer';
import { Notification, NotificationOutbox } from '@daiko/server-notification';
import { AppConfig, AppError, RateLimit, SecretDeriver } from '@daiko/server-platform';
import { timingSafeEqual } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { GuessLimit } from './guess.limit';
import { PinChallenge } from './pin-challenge.entity';
import { PinRunService } from './pin-run.service';
import { PinWorkService } from './pin-work.service';
import { RecoveryLimit } from './recovery.limit';

/** A PIN that was typed at 送信. */
export interface PinInput {
  token: string;
  /** The purpose that the route serves. */
  purpose: PinPurpose;
  code: string;
  /** Where the request came from (clientAddress). */
  address: string;
  /** Needed while `GuessLimit` demands it. */
  work?: PinWorkSolution;
}

/** A customer who has proved their identity in a run. */
export interface Verified {
  challengeId: string;
  customerId: string;
}

/** The data of one spent attempt with which the PIN is compared. */
type Attempt = Pick<PinChallenge, 'id' | 'customerId' | 'muted' | 'keyId' | 'nonce' | 'attempts' | 'subject'>;

/** Checks PINs. */
@Injectable()
export class PinService {
  constructor(
    private readonly db: DataSource,
    private readonly runs: PinRunService,
    private readonly outbox: NotificationOutbox,
    private readonly recoveryLimit: RecoveryLimit,
    private readonly guessLimit: GuessLimit,
    private readonly work: PinWorkService,
    private readonly limits: RateLimit,
    private readonly secrets: SecretDeriver,
    private readonly config: AppConfig,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Checks a PIN and, if it is right, does what the run is for. The order is the protocol (docs/pin-challenge.mmd):
   * spend an attempt in a statement of its own, which no rollback and no race gives back; compare; use the PIN up and
   * check the number of affected rows, in one transaction with `complete`, so that a fault costs nobody the PIN.
   * @param complete the work that a right PIN allows, inside that transaction
   * @throws AppError `pin.*`, `pin_run.*`, `recovery.closed`, `rate_limit.exceeded`
   */
  async verify<T>(
    input: PinInput,
    complete: (tx: EntityManager, verified: Verified) => Promise<T>,
  ): Promise<T> {
    const challenge = await this.runs.challengeOf(input.token);
    if (challenge.purpose !== input.purpose) throw new AppError('pin_run.other_purpose');
    await this.limitGuesses(challenge.id, input.address);
    try {
      return await this.withGuessLimit(challenge, input.work, () =>
        this.check(challenge.id, input.code, complete),
      );
    } catch (error) {
      if (error instanceof AppError) await this.refused(challenge, error);
      throw error;
    }
  }

  /** Counts the check over all customers' PINs. Missing work costs no attempt. */
  private async withGuessLimit<T>(
    challenge: PinChallenge,
    work: PinWorkSolution | undefined,
    check: () => Promise<T>,
  ): Promise<T> {
    const guess = await this.guessLimit.registerGuess();
    let isWrong = false;
    try {
      if ((await this.guessLimit.demandsWork(guess.before)) && !(await this.work.isDone(challenge, work)))
        throw new AppError('pin.work_required');
      return await check();
    } catch (error) {
      isWrong = error instanceof AppError && error.details.attemptsLeft !== undefined;
      throw error;
    } finally {
      await (isWrong ? this.guessLimit.confirmWrong(guess) : this.guessLimit.withdraw(guess));
    }
  }

  private async check<T>(
    challengeId: string,
    code: string,
    complete: (tx: EntityManager, verified: Verified) => Promise<T>,
  ): Promise<T> {
    const attempt = await this.spendAttempt(challengeId);
    if (!(await this.recoveryLimit.countGuess(attempt.subject)))
      throw await this.recoveryLimit.refusal(attempt.subject);
    const counted = await this.recoveryLimit.countGuess(this.personOf(attempt));
    const right = this.isPin(attempt, attempt.nonce, code);
    if (!right || !counted || attempt.customerId === null || attempt.muted)
      throw await this.mismatch(attempt, code);
    return this.consume(attempt, attempt.customerId, complete);
  }

  /** Records a refusal outside the transaction that was rolled back, so that the trail contains every guess. */
  private async refused({ id, customerId, purpose }: PinChallenge, { code }: AppError): Promise<void> {
    const detail = { run: id, purpose, code };
    await this.trail.record(this.db.manager, {
      event: 'pin.checked',
      result: 'refused',
      subject: customerId,
      detail,
    });
  }

  private async limitGuesses(challengeId: string, address: string): Promise<void> {
    const { VERIFICATIONS_PER_RUN_MINUTE, VERIFICATIONS_PER_ADDRESS_MINUTE } = this.config.values;
    await this.limits.spend(`verify-run:${challengeId}`, VERIFICATIONS_PER_RUN_MINUTE, 60);
    await this.limits.spend(`verify-address:${address}`, VERIFICATIONS_PER_ADDRESS_MINUTE, 60);
  }

  /** Spends an attempt in one statement outside any transaction, so that no rollback and no race gives it back. */
  private async spendAttempt(challengeId: string): Promise<Attempt> {
    const [rows] = await this.db.query<[Attempt[], number]>(UPDATE_ATTEMPTS, [
      challengeId,
      this.config.values.PIN_MAX_ATTEMPTS,
    ]);
    const [attempt] = rows;
    if (attempt !== undefined) return attempt;
    throw await this.refusalReason(this.db.manager, challengeId);
  }

  private async refusalReason(manager: EntityManager, challengeId: string): Promise<AppError> {
    const challenge = await manager.findOneByOrFail(PinChallenge, { id: challengeId });
    if (challenge.usedAt !== null) return new AppError('pin.used');
    if (challenge.attempts >= this.config.values.PIN_MAX_ATTEMPTS) return new AppError('pin.locked');
    if (challenge.endedAt !== null) return new AppError('pin_run.ended');
    return new AppError(challenge.nonce === null ? 'pin.not_issued' : 'pin.expired');
  }

  /** A decoy is counted twice for its pair, so that it costs the same statements. */
  private personOf(attempt: Attempt): Buffer {
    return this.runs.subjectOf(attempt.customerId ?? `decoy:${attempt.subject.toString('hex')}`);
  }

  private isPin(attempt: Attempt, nonce: Buffer | null, code: string): boolean {
    if (nonce === null) return false;
    return timingSafeEqual(
      Buffer.from(this.secrets.pin(attempt.keyId, attempt.id, nonce)),
      Buffer.from(code),
    );
  }

  /** Distinguishes an older PIN of this run from a wrong one. The older PIN is void too, and it cost an attempt. */
  private async mismatch(attempt: Attempt, code: string): Promise<AppError> {
    const attemptsLeft = Math.max(0, this.config.values.PIN_MAX_ATTEMPTS - attempt.attempts);
    if (attemptsLeft === 0) {
      await this.outbox.revoke(this.db.manager, attempt.id);
      return new AppError('pin.locked', { attemptsLeft });
    }
    const issued = await this.db.manager.findBy(Notification, { challengeId: attempt.id, template: 'pin' });
    const older = issued.filter(
      ({ nonce }) => nonce !== null && attempt.nonce !== null && !nonce.equals(attempt.nonce),
    );
    const superseded = older.some(({ nonce }) => this.isPin(attempt, nonce, code));
    return new AppError(superseded ? 'pin.superseded' : 'pin.mismatch', { attemptsLeft });
  }

  private async consume<T>(
    attempt: Attempt,
    customerId: string,
    complete: (tx: EntityManager, verified: Verified) => Promise<T>,
  ): Promise<T> {
    const result = await this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      const [, consumed] = await tx.query<[unknown, number]>(UPDATE_USED, [attempt.id, attempt.nonce]);
      if (consumed === 0) throw await this.refusalReason(tx, attempt.id);
      await this.outbox.revoke(tx, attempt.id);
      await this.trail.record(tx, { event: 'pin.checked', subject: customerId, detail: { run: attempt.id } });
      return complete(tx, { challengeId: attempt.id, customerId });
    });
    await this.recoveryLimit.clearGuesses(attempt.subject);
    await this.recoveryLimit.clearGuesses(this.personOf(attempt));
    return result;
  }
}

const UPDATE_ATTEMPTS = `
  UPDATE pin_challenge SET attempts = attempts + 1
  WHERE id = $1 AND attempts < $2 AND used_at IS NULL AND ended_at IS NULL AND ends_at > now() AND pin_expires_at > now()
  RETURNING id, customer_id AS "customerId", muted, key_id AS "keyId", nonce, attempts, subject`;
const UPDATE_USED = `
  UPDATE pin_challenge SET used_at = now()
  WHERE id = $1 AND nonce = $2 AND used_at IS NULL AND ended_at IS NULL AND pin_expires_at > now()`;
