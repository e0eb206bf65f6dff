import { Injectable } from '@nestjs/common';
import { AppConfig, RateLimit } from '@daiko/server-platform';
import type { Viewer } from './network-scope';
import { phonesSoughtBy } from './search-terms';

const HOUR_SECONDS = 3_600;

/**
 * Limits how many phones one user searches for in an hour, so that no user can find the owner of a masked phone by
 * trying numbers.
 */
@Injectable()
export class PhoneSearchLimit {
  constructor(
    private readonly limits: RateLimit,
    private readonly config: AppConfig,
  ) {}

  /**
   * Counts the phones in a search text, each only once an hour: the pages and counts of one search count as one
   * search.
   * @returns whether the text contains any phone
   * @throws AppError `rate_limit.exceeded`
   */
  async spend(viewer: Viewer, query: string | undefined): Promise<boolean> {
    const phones = phonesSoughtBy(query);
    for (const phone of phones) {
      const key = `phone-search:${viewer.customerId}`;
      await this.limits.spendOnce(key, phone, this.config.values.PHONE_SEARCHES_HOURLY, HOUR_SECONDS);
    }
    return phones.length > 0;
  }
}
