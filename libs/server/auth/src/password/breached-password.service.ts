import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { AppConfig } from '@daiko/server-platform';

/** Longest wait for an answer, in milliseconds, because a user is waiting for the new password to be accepted. */
const ANSWER_TIMEOUT_MS = 1_500;
/**
 * Number of hexadecimal digits of the hash that are sent. Some 800 passwords share them, so the service does not
 * learn which password was meant.
 */
const HASH_PREFIX_LENGTH = 5;
/** Longest answer that is read, in characters; padded answers have some 40,000. */
const ANSWER_MAX = 400_000;

/**
 * Asks a range service (Have I Been Pwned) whether a password was in a leak. Without such a service, only the offline
 * lists are used.
 */
@Injectable()
export class BreachedPasswordService {
  private readonly logger = new Logger(BreachedPasswordService.name);

  constructor(private readonly config: AppConfig) {}

  /**
   * @returns false also when the service cannot be asked: a failing service must not keep users from their passwords
   */
  async contains(password: string): Promise<boolean> {
    const { BREACHED_PASSWORDS_URL: url } = this.config.values;
    if (url === undefined) return false;
    const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
    try {
      const lines = await this.ask(`${url}${digest.slice(0, HASH_PREFIX_LENGTH)}`);
      return lines.some((line) => {
        const [rest, count] = line.trim().split(':');
        // The service pads its answers with lines that were found in no leak; their count is 0.
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
