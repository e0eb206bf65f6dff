import { Injectable } from '@nestjs/common';
import type { PinWork, PinWorkSolution } from '@daiko/contracts';
import { AppConfig, RateLimit, SecretDeriver } from '@daiko/server-platform';
import { createChallenge, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { randomInt } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { PinChallenge } from './pin-challenge.entity';
import { PinRunService } from './pin-run.service';

/**
 * PBKDF2 rounds of one key. With PIN_WORK_KEYS, these are about 1.1 million rounds in all: 0.2 s on a desktop, 2 to 4
 * s on a phone of 2016.
 */
const ROUNDS = 5_000;
/**
 * Minutes for which requested work stays valid: as long as a PIN. With a shorter time, work that a user solves while
 * waiting for the PIN would expire too early.
 */
const LIFE_MINUTES = 15;

/**
 * Proof of work before a PIN is checked. It is stored in the run's row, so it is bound to the run, works once, and
 * works with every process.
 */
@Injectable()
export class PinWorkService {
  constructor(
    private readonly db: DataSource,
    private readonly runs: PinRunService,
    private readonly limits: RateLimit,
    private readonly secrets: SecretDeriver,
    private readonly config: AppConfig,
  ) {}

  /**
   * New work for the run of this token; it replaces older work.
   * @throws AppError `pin_run.absent`, `rate_limit.exceeded`
   */
  async ask(token: string, address: string): Promise<PinWork> {
    const challenge = await this.runs.challengeOf(token);
    const { VERIFICATIONS_PER_RUN_MINUTE, VERIFICATIONS_PER_ADDRESS_MINUTE, PIN_WORK_KEYS } =
      this.config.values;
    await this.limits.spend(`work-run:${challenge.id}`, VERIFICATIONS_PER_RUN_MINUTE, 60);
    await this.limits.spend(`work-address:${address}`, VERIFICATIONS_PER_ADDRESS_MINUTE, 60);
    const work = (await createChallenge({
      algorithm: 'PBKDF2/SHA-256',
      cost: ROUNDS,
      counter: randomInt(Math.ceil(PIN_WORK_KEYS / 2), PIN_WORK_KEYS + 1),
      deriveKey,
      ...this.keysOf(challenge),
    })) as PinWork;
    await this.db.query(UPDATE_WORK, [challenge.id, JSON.stringify(work), LIFE_MINUTES]);
    return work;
  }

  /**
   * Removes the run's work from its row, whatever the result: a right solution works only once, and a wrong one also
   * uses up the work.
   */
  async isDone(challenge: PinChallenge, solution?: PinWorkSolution): Promise<boolean> {
    if (solution === undefined) return false;
    const [taken] = await this.db.query<[{ work: PinWork }[], number]>(UPDATE_WORK_TAKEN, [challenge.id]);
    if (taken[0] === undefined) return false;
    const { verified } = await verifySolution({
      challenge: taken[0].work,
      solution: { ...solution, time: 0 },
      deriveKey,
      ...this.keysOf(challenge),
    });
    return verified;
  }

  /**
   * The keys depend on the run's own key id, so that a new key at the front of SECRET_KEYS keeps work in progress
   * valid.
   */
  private keysOf({ id, keyId }: PinChallenge): {
    hmacSignatureSecret: string;
    hmacKeySignatureSecret: string;
  } {
    const key = (part: string) => this.secrets.derive('work', keyId, part, id).toString('hex');
    return { hmacSignatureSecret: key('challenge'), hmacKeySignatureSecret: key('key') };
  }
}

const UPDATE_WORK = `
  UPDATE pin_challenge SET work = $2, work_until = now() + $3 * interval '1 minute' WHERE id = $1`;
const UPDATE_WORK_TAKEN = `
  WITH held AS (
    SELECT id, work FROM pin_challenge WHERE id = $1 AND work IS NOT NULL AND work_until > now() FOR UPDATE
  )
  UPDATE pin_challenge SET work = NULL FROM held WHERE pin_challenge.id = held.id RETURNING held.work`;
