import { Injectable } from '@nestjs/common';
import { AppConfig, RateLimit } from '@daiko/server-platform';
import type { Viewer } from './network-scope';
import { phonesSoughtBy } from './search-terms';

const HOUR_SECONDS = 3_600;

/** Limits for how many phones one person looks in an hour: nobody shall find out whose a masked phone is by trying. */
@Injectable()
export class PhoneSearchLimit {
  constructor(
    private readonly limits: RateLimit,
    private readonly config: AppConfig,
  ) {}

  /**
   * Counts the phones that a search text asks for, each once an hour: pages and counts of one search are one search.
   * @returns whether it asks for any
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
