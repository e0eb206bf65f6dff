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
 * Hashes at a time. One per core is all that helps; one of libuv's four threads stays free, on which files and names
 * are looked up meanwhile.
 */
const AT_ONCE = Math.min(availableParallelism(), 3);
/** Who waits longer than some seconds is better told to come again; at 13 ms a hash this is about two. */
const WAITING_MAX = 256;
const RETRY_AFTER_SECONDS = 2;

/** What may be compared in one place in the queue. */
export interface HashTurn {
  /**
   * @param stored null where there is no such login: the same work is done against a hash that nothing matches,
   * so that the time does not tell who has a login. The same where the key that went into it is none of ours.
   */
  matches(stored: string | null, password: string): Promise<boolean>;
  /** Compares with a hash of the old system; false for what is none. */
  matchesForeign(stored: string, password: string): Promise<boolean>;
}

/** Argon2id with a pepper and with bounded concurrency: a flood of sign-ins cannot take the process's memory or its threads. */
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

  /** @returns a PHC string with salt, cost and the id of the pepper in it */
  async hash(password: string): Promise<string> {
    return this.inTurn(() => this.freshHash(foldPassword(password)));
  }

  /** Compares with one hash. @param stored as `HashTurn.matches` takes it */
  async matches(stored: string | null, password: string): Promise<boolean> {
    return this.inOneTurn((turn) => turn.matches(stored, password));
  }

  /**
   * Takes one place in the queue for all that one sign-in compares: a second wait would tell what it was compared with.
   * @throws AppError `service.unavailable` when too many wait
   */
  async inOneTurn<T>(work: (turn: HashTurn) => Promise<T>): Promise<T> {
    return this.inTurn(() =>
      work({
        matches: (stored, password) => this.verify(stored, password),
        matchesForeign: (stored, password) => matchesForeignHash(stored, password),
      }),
    );
  }

  /** Whether a hash was made more cheaply than the settings ask for today, with another pepper, or of another fold. */
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
      // The turn is handed on without being given back, so that a newcomer cannot slip in between.
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

/** The hash as Argon2's library reads it. */
function bare(stored: string): string {
  return withoutPepperId(withoutFoldMark(stored));
}

/** For programs that prepare data, such as the demo network's. @returns a PHC string */
export function hashPassword(password: string, config: AppConfig): Promise<string> {
  return new PasswordHasher(config).hash(password);
}
