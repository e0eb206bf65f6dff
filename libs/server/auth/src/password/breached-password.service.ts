import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { AppConfig } from '@daiko/server-platform';

/** Milliseconds to wait for an answer: somebody is waiting for a new password to be taken. */
const ANSWER_TIMEOUT_MS = 1_500;
/** Hexadecimal digits of the hash that are told: some 800 passwords share them, and nobody learns which was meant. */
const HASH_PREFIX_LENGTH = 5;
/** Longest answer that is read, in characters; padded ones have some 40,000. */
const ANSWER_MAX = 400_000;

/** Asks a range service (Have I Been Pwned) whether a password was in a leak. Without one, the offline lists stand alone. */
@Injectable()
export class BreachedPasswordService {
  private readonly logger = new Logger(BreachedPasswordService.name);

  constructor(private readonly config: AppConfig) {}

  /** @returns false also when nobody can be asked: a service that is away must not keep people from their passwords */
  async contains(password: string): Promise<boolean> {
    const { BREACHED_PASSWORDS_URL: url } = this.config.values;
    if (url === undefined) return false;
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
    try {
      const lines = await this.ask(`${url}${digest.slice(0, HASH_PREFIX_LENGTH)}`);
      return lines.some((line) => {
        const [rest, count] = line.trim().split(':');
        // Padding is lines that were found in no leak.
        return rest === digest.slice(HASH_PREFIX_LENGTH) && count !== '0';
      });
    } catch (error) {
      this.logger.warn({ event: 'breached passwords were not asked', name: (error as Error).name });
      return false;
    }
  }

  private async ask(address: string): Promise<string[]> {
    const answer = await fetch(address, {
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
      redirect: 'error',
      headers: { 'add-padding': 'true' },
    });
    if (!answer.ok) throw new Error(`answered with ${String(answer.status)}`);
    return (await answer.text()).slice(0, ANSWER_MAX).split('\n');
  }
}
