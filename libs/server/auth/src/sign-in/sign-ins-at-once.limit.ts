import { Injectable } from '@nestjs/common';
import { AppConfig, AppError } from '@daiko/server-platform';

const RETRY_AFTER_SECONDS = 2;

/**
 * Limits how many sign-ins of one address run at the same time. A flood from one place is refused here, before it
 * costs a statement or a place in the hashing queue, so that all other users are still served. The count is per
 * process.
 */
@Injectable()
export class SignInsAtOnceLimit {
  private readonly underWay = new Map<string, number>();

  constructor(private readonly config: AppConfig) {}

  /**
   * @param address address of the visitor, as `clientAddress` gives it
   * @throws AppError `rate_limit.exceeded` when too many sign-ins of this address are running
   */
  async within<T>(address: string, work: () => Promise<T>): Promise<T> {
    const before = this.underWay.get(address) ?? 0;
    if (before >= this.config.values.SIGN_INS_AT_ONCE_PER_ADDRESS) {
      throw new AppError('rate_limit.exceeded', { retryAfterSeconds: RETRY_AFTER_SECONDS });
    }
    this.underWay.set(address, before + 1);
    try {
      return await work();
    } finally {
      this.leave(address);
    }
  }

  private leave(address: string): void {
    const left = (this.underWay.get(address) ?? 1) - 1;
    if (left > 0) this.underWay.set(address, left);
    else this.underWay.delete(address);
  }
}
