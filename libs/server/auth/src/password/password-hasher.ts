import { Injectable } from '@nestjs/common';
import { hash, parseOptions, verify, type Options } from '@node-rs/argon2';
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { foldPassword } from '@daiko/contracts';
import { AppConfig, AppError } from '@daiko/server-platform';
import { matchesForeignHash } from './foreign-hash/foreign-hash';
import { isFolded, markFold, ownForms, withoutFoldMark } from './password-forms';
import { Pepper, pepperIdOf, withoutPepperId } from './pepper';

/**
 * Number of hashes at the same time. More than one per core does not help. One of libuv's four threads stays free for
 * the file and name lookups that happen meanwhile.
 */
const AT_ONCE = Math.min(availableParallelism(), 3);
/**
 * Longest queue. If the wait would be longer than some seconds, it is better to ask the user to try again; at 13 ms
 * per hash, this queue takes about two seconds.
 */
const WAITING_MAX = 256;
const RETRY_AFTER_SECONDS = 2;

/** The comparisons that are possible in one place in the queue. */
export interface HashTurn {
  /**
   * @param stored null when there is no such login: the same work is done against a hash that no password matches, so
   * that the response time does not reveal who has a login. The same happens when the key of the hash is not one of
   * ours.
   */
  matches(stored: string | null, password: string): Promise<boolean>;
  /** Compares with a hash of the old system; false when it is not such a hash. */
  matchesForeign(stored: string, password: string): Promise<boolean>;
}

/**
 * Argon2id with a pepper and with a limit on parallel work, so that a flood of sign-ins cannot take the process's
 * memory or its threads.
 */
@Injectable()
export class PasswordHasher {
  private readonly cost: Options & { memoryCost: number; timeCost: number };
  private readonly pepper: Pepper;
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private nobodys?: Promise<string>;

  constructor(config: AppConfig) {
    const { ARGON2_MEMORY_KIB, ARGON2_PASSES, PEPPER_KEYS } = config.values;
    this.cost = { memoryCost: ARGON2_MEMORY_KIB, timeCost: ARGON2_PASSES, parallelism: 1 };
    this.pepper = new Pepper(PEPPER_KEYS);
  }

  /** @returns a PHC string that contains the salt, the cost and the id of the pepper */
  async hash(password: string): Promise<string> {
    return this.inTurn(() => this.freshHash(foldPassword(password)));
  }

  /** Compares a password with one hash. @param stored as in `HashTurn.matches` */
  async matches(stored: string | null, password: string): Promise<boolean> {
    return this.inOneTurn((turn) => turn.matches(stored, password));
  }

  /**
   * Takes one place in the queue for all comparisons of one sign-in. A second wait would reveal what the password was
   * compared with.
   * @throws AppError `service.unavailable` when too many requests wait
   */
  async inOneTurn<T>(work: (turn: HashTurn) => Promise<T>): Promise<T> {
    return this.inTurn(() =>
      work({
        matches: (stored, password) => this.verify(stored, password),
        matchesForeign: (stored, password) => matchesForeignHash(stored, password),
      }),
    );
  }

  /** Whether a hash was made with a lower cost than today's settings, with another pepper, or with another fold. */
  isOutdated(stored: string): boolean {
    const { memoryCost, timeCost } = parseOptions(bare(stored));
    const isCheap = memoryCost < this.cost.memoryCost || timeCost < this.cost.timeCost;
    return isCheap || pepperIdOf(stored) !== this.pepper.newestId || !isFolded(stored);
  }

  private async verify(stored: string | null, password: string): Promise<boolean> {
    this.nobodys ??= this.freshHash(randomBytes(32));
    const secret = stored === null ? undefined : this.pepper.of(stored);
    const isOurs = stored !== null && secret !== undefined;
    const against = isOurs ? stored : await this.nobodys;
    const options = { secret: isOurs ? (secret ?? undefined) : this.pepper.newest };
    return (await matchesAnyForm(against, password, options)) && isOurs;
  }

  private async freshHash(password: string | Buffer): Promise<string> {
    return markFold(this.pepper.mark(await hash(password, { ...this.cost, secret: this.pepper.newest })));
  }

  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < AT_ONCE) this.running++;
    else await this.queue();
    try {
      return await work();
    } finally {
      // The turn is passed directly to the next in the queue, so that a new request cannot slip in between.
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }

  private queue(): Promise<void> {
    if (this.waiting.length >= WAITING_MAX) {
      throw new AppError('service.unavailable', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}

async function matchesAnyForm(stored: string, typed: string, options: Options): Promise<boolean> {
  for (const form of ownForms(typed)) if (await verify(bare(stored), form, options)) return true;
  return false;
}

/** The hash in the form that the Argon2 library reads. */
function bare(stored: string): string {
  return withoutPepperId(withoutFoldMark(stored));
}

/** For programs that prepare data, such as the demo network. @returns a PHC string */
export function hashPassword(password: string, config: AppConfig): Promise<string> {
  return new PasswordHasher(config).hash(password);
}
