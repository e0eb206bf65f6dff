import { Injectable } from '@nestjs/common';
import type { PinRun } from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { DeliveryFeed, NotificationOutbox } from '@daiko/server-notification';
import {
  AppConfig,
  AppError,
  newToken,
  RateLimit,
  SecretDeriver,
  StableKey,
  tokenHash,
} from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import { DecoyListService } from './decoy/decoy-list.service';
import { PinChallenge } from './pin-challenge.entity';
import type { FollowingMail, NewRun, RunStart } from './pin-run-start';
import { PinRunView } from './pin-run-view';
import { RecoveryLimit, type Closure } from './recovery.limit';

/** Opens, shows and ends runs of identity verification. */
@Injectable()
export class PinRunService {
  constructor(
    private readonly db: DataSource,
    private readonly decoys: DecoyListService,
    private readonly view: PinRunView,
    private readonly recoveryLimit: RecoveryLimit,
    private readonly limits: RateLimit,
    private readonly outbox: NotificationOutbox,
    private readonly feed: DeliveryFeed,
    private readonly secrets: SecretDeriver,
    private readonly stable: StableKey,
    private readonly config: AppConfig,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * Opens a run. A right pair and a wrong one run the same statements and get the same answer.
   * @returns the token for the run's cookie, and the data for the page
   * @throws AppError `rate_limit.exceeded`; `recovery.closed` after too many failures with this pair
   */
  async open(start: RunStart): Promise<{ token: string; run: PinRun }> {
    const { RUNS_PER_ADDRESS_HOURLY, RUNS_PER_ADDRESS_DAILY } = this.config.values;
    await this.limits.spend(`run-hour:${start.address}`, RUNS_PER_ADDRESS_HOURLY, 3_600);
    await this.limits.spend(`run-day:${start.address}`, RUNS_PER_ADDRESS_DAILY, 86_400);
    const subject = this.subjectOf(start.typed.identifier, start.typed.phone);
    if (await this.recoveryLimit.closed(subject)) throw await this.recoveryLimit.refusal(subject);
    // Checked for a decoy as well, with a subject of no customer, so that the response time reveals nothing.
    const closed = await this.recoveryLimit.closed(this.subjectOf(start.customerId ?? ''));
    const decoys = await this.decoys.of(subject, start.typed);
    const token = newToken();
    await this.replace(start.replaces);
    await this.insert(start, { token, subject, decoys, muted: start.customerId !== null && closed !== null });
    return { token, run: await this.run(token) };
  }

  /** The current state of the run with this token. @throws AppError `pin_run.absent` */
  async run(token: string): Promise<PinRun> {
    return this.view.of(await this.challengeOf(token));
  }

  /** The run by its id, for the stream of progress. */
  async runById(id: string): Promise<PinRun> {
    return this.view.of(await this.db.manager.findOneByOrFail(PinChallenge, { id }));
  }

  /** @see PinRunView.untilNextStep */
  untilNextStep(id: string, since: string): Promise<number | null> {
    return this.view.untilNextStep(id, since);
  }

  /** @throws AppError `pin_run.absent` */
  async challengeOf(token: string): Promise<PinChallenge> {
    const challenge = await this.db.manager.findOneBy(PinChallenge, { tokenHash: tokenHash(token) });
    if (challenge === null) throw new AppError('pin_run.absent');
    return challenge;
  }

  /** Ends the run and makes its PIN void. @returns its id; undefined when it was already over */
  async end(tx: EntityManager, token: string): Promise<string | undefined> {
    const [id] = await this.endWhere(tx, 'token_hash = $1', [tokenHash(token)]);
    return id;
  }

  /**
   * Ends every run of a customer, because login information changed or was frozen.
   * @param except id of a run that stays
   */
  async endAllOf(tx: EntityManager, customerId: string, except?: string): Promise<void> {
    await this.endWhere(tx, 'customer_id = $1 AND id IS DISTINCT FROM $2', [customerId, except ?? null]);
  }

  /** Records that the PIN was right and that a mail is on its way. */
  async mailSent(tx: EntityManager, challengeId: string, mail: FollowingMail): Promise<void> {
    await tx.update(PinChallenge, challengeId, {
      mailNotificationId: mail.notificationId,
      mailToMasked: mail.sentToMasked,
      mailExpiresAt: mail.expiresAt,
    });
  }

  /** Records that the purpose of the run is done. */
  async done(tx: EntityManager, challengeId: string): Promise<void> {
    await tx.update(PinChallenge, challengeId, { doneAt: () => 'now()' });
    await this.feed.announce(tx, challengeId);
  }

  /**
   * Deletes the guesses counted for a customer, over every pair that names the customer.
   * @returns whether recovery was closed because of them
   */
  async reopen(tx: EntityManager, customerId: string): Promise<boolean> {
    return this.recoveryLimit.reopen(tx, await this.subjectsOf(tx, customerId));
  }

  /** The closure of the customer, or of a pair that names the customer, after too many failures; or null. */
  async closureOf(tx: EntityManager, customerId: string): Promise<Closure | null> {
    return this.recoveryLimit.closureOf(tx, await this.subjectsOf(tx, customerId));
  }

  /** Keyed hash under which a person's guesses are counted; it does not depend on SECRET_KEYS. */
  subjectOf(...parts: string[]): Buffer {
    return this.stable.derive('subject', ...parts);
  }

  /** The subjects of the customer and of every pair that names the customer. */
  private async subjectsOf(tx: EntityManager, customerId: string): Promise<Buffer[]> {
    const pairs = await tx.query<{ identifier: string; phone: string }[]>(SELECT_PAIRS, [customerId]);
    const subjects = pairs.map(({ identifier, phone }) => this.subjectOf(identifier, phone));
    return [this.subjectOf(customerId), ...subjects];
  }

  /** Ends runs. An ended run sends no PIN any more, and no call continues to speak it. */
  private async endWhere(tx: EntityManager, condition: string, parameters: unknown[]): Promise<string[]> {
    const [ended] = await tx.query<[{ id: string }[], number]>(
      `${END} ${condition} RETURNING id`,
      parameters,
    );
    for (const { id } of ended) {
      await this.outbox.revoke(tx, id);
      await this.feed.announce(tx, id);
    }
    return ended.map(({ id }) => id);
  }

  private async replace(token: string | undefined): Promise<void> {
    if (token !== undefined) await this.db.transaction((tx) => this.end(tx, token));
  }

  private async insert(
    { customerId, purpose }: RunStart,
    { token, subject, decoys, muted }: NewRun,
  ): Promise<void> {
    const parameters = [
      tokenHash(token),
      purpose,
      customerId,
      subject,
      muted,
      // Stored for a real run as well, which never shows it, so that both kinds of run do the same work. Writing and
      // reading it takes a tenth of a millisecond.
      JSON.stringify(decoys),
      this.secrets.newestKeyId,
      this.config.values.PIN_RUN_MINUTES,
    ];
    await this.db.transaction(async (tx) => {
      await tx.query(INSERT_PIN_CHALLENGE, parameters);
      const result = customerId === null || muted ? 'refused' : 'done';
      const detail = { purpose, muted };
      await this.trail.record(tx, { event: 'identification', result, subject: customerId, detail });
    });
  }
}

const SELECT_PAIRS = `
  SELECT identifier, value AS phone
  FROM contact_point, (SELECT $1::text UNION ALL SELECT login_id FROM credential WHERE customer_id = $1::char(8)) AS named (identifier)
  WHERE customer_id = $1::char(8) AND kind <> 'email' AND retired_at IS NULL`;

const INSERT_PIN_CHALLENGE = `
  INSERT INTO pin_challenge (token_hash, purpose, customer_id, subject, muted, decoys, key_id, ends_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 minute')`;
const END = 'UPDATE pin_challenge SET ended_at = now() WHERE ended_at IS NULL AND done_at IS NULL AND';
