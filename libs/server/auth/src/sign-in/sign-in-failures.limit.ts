import { Injectable } from '@nestjs/common';
import { AppConfig, AppError, StableKey } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { KnownDeviceStore } from './known-device.store';
import { SignInCandidateStore } from './sign-in-candidate.store';
import { SprayingAlarmService } from './spraying-alarm.service';

/** The login that the user typed, and where the request comes from. */
export interface SignInPlace {
  /** Folded. */
  loginId: string;
  customerId?: string;
  /** Address of the visitor, as `clientAddress` gives it. */
  address: string;
  deviceToken?: string;
}

interface Place {
  key: Buffer;
  /** The hour in which the attempt is counted; null when this address has used up its failures of the hour. */
  hour: Date | null;
}

/** Results of a sign-in whose password was compared and did not let the user in. */
const WRONG = new Set<string>(['sign_in.refused', 'sign_in.closed']);

/**
 * Limits the wrong passwords of one address in an hour, over all accounts. An attacker who tries one password at each
 * of many accounts stays below every limit per account. Passkeys, which cannot be guessed, and browsers that the
 * customer has used before are not limited.
 */
@Injectable()
export class SignInFailuresLimit {
  constructor(
    private readonly db: DataSource,
    private readonly config: AppConfig,
    private readonly stable: StableKey,
    private readonly candidates: SignInCandidateStore,
    private readonly devices: KnownDeviceStore,
    private readonly spraying: SprayingAlarmService,
  ) {}

  /**
   * Counts a sign-in as a failure before its password is compared, in a separate statement, and takes the count back
   * when the sign-in was not a failure. So, however many sign-ins arrive at the same time, no more than the limit are
   * compared.
   * @throws AppError `rate_limit.exceeded` with the seconds until the hour ends; also what `work` throws
   */
  async within<T>(place: SignInPlace, work: () => Promise<T>): Promise<T> {
    const counted = await this.count(place);
    let isWrong = false;
    try {
      return await work();
    } catch (error) {
      isWrong = error instanceof AppError && WRONG.has(error.code);
      throw error;
    } finally {
      await (isWrong ? this.spraying.note(place.address, place.loginId) : this.takeBack(counted));
    }
  }

  private async count(place: SignInPlace): Promise<Place> {
    const key = this.stable.derive('subject', 'sign-in-failures', place.address);
    const limit = this.config.values.SIGN_IN_FAILURES_PER_ADDRESS_HOURLY;
    const [row] = await this.db.query<{ hour: Date | null; rest: number }[]>(UPSERT_FAILURE_COUNT, [
      key,
      limit,
    ]);
    const { hour = null, rest = 1 } = row ?? {};
    if (hour === null && !(await this.isKnown(place)))
      throw new AppError('rate_limit.exceeded', { retryAfterSeconds: Math.max(1, rest) });
    return { key, hour };
  }

  /** Whether the browser has signed in with this login before; the result does not depend on the password. */
  private async isKnown({ loginId, customerId, deviceToken }: SignInPlace): Promise<boolean> {
    if (deviceToken === undefined) return false;
    const candidates = await this.candidates.findByLoginId(loginId, customerId);
    const customerIds = candidates.map((candidate) => candidate.customerId);
    return this.devices.isKnown(this.db, customerIds, deviceToken);
  }

  private async takeBack({ key, hour }: Place): Promise<void> {
    await this.db.query(TAKE_BACK, [key, hour]);
  }
}

const UPSERT_FAILURE_COUNT = `
  WITH counted AS (
    INSERT INTO rate_limit AS held (key, window_start, used) VALUES ($1, date_trunc('hour', now()), 1)
    ON CONFLICT (key, window_start) DO UPDATE SET used = held.used + 1 WHERE held.used < $2::int
    RETURNING window_start
  )
  SELECT (SELECT window_start FROM counted) AS hour,
         ceil(extract(epoch FROM date_trunc('hour', now()) + interval '1 hour' - now()))::int AS rest`;

/** Changes nothing when no attempt was counted. */
const TAKE_BACK = 'UPDATE rate_limit SET used = used - 1 WHERE key = $1 AND window_start = $2';
