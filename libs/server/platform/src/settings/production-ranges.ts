import type { Settings } from './settings';

type NumericSetting = {
  [Name in keyof Settings]-?: Settings[Name] extends number ? Name : never;
}[keyof Settings];

/**
 * The least and the most that production allows for each number. Outside of its range, a limit has no effect or locks
 * out all users. Development allows more, because tests and measurements need it.
 */
export const PRODUCTION_RANGES: Record<
  Exclude<NumericSetting, 'PORT' | 'OPS_PORT'>,
  readonly [number, number]
> = {
  DATABASE_POOL_SIZE: [2, 200],
  PROVIDER_FAILURES: [1, 50],
  PROVIDER_PAUSE_SECONDS: [5, 600],
  BUDGET_SMS_DAILY: [1, 1_000_000],
  BUDGET_VOICE_DAILY: [1, 1_000_000],
  BUDGET_DEALER_DAILY: [1, 100_000],
  BUDGET_PREFIX_DAILY: [1, 10_000],
  PIN_TTL_MINUTES: [3, 15],
  PIN_RUN_MINUTES: [15, 60],
  PIN_MAX_ATTEMPTS: [3, 10],
  PIN_MAX_SENDS: [1, 10],
  PIN_RESEND_SECONDS: [15, 600],
  PIN_DESTINATION_DAILY_SENDS: [1, 50],
  PIN_VOICE_PER_10_MINUTES: [1, 5],
  VOICE_READINGS: [2, 3],
  RECOVERY_DAILY_FAILURES: [3, 30],
  RECOVERY_FAILURES_IN_A_ROW: [15, 200],
  RUNS_PER_ADDRESS_HOURLY: [1, 200],
  RUNS_PER_ADDRESS_DAILY: [1, 1_000],
  VERIFICATIONS_PER_RUN_MINUTE: [3, 30],
  VERIFICATIONS_PER_ADDRESS_MINUTE: [10, 600],
  PIN_GUESSES_ALARM: [10, 500],
  PIN_GUESSES_WORK: [20, 2_000],
  PIN_WORK_KEYS: [50, 2_000],
  PASSWORD_LINK_MINUTES: [10, 240],
  LOGIN_ID_LINK_MINUTES: [10, 1_440],
  SETUP_LINK_MINUTES: [60, 20_160],
  CONTACT_CHANGE_LINK_MINUTES: [60, 20_160],
  SETUP_MAILS_DAILY: [1, 50],
  SETUP_MAILS_PER_ADDRESS_DAILY: [1, 50],
  CONTACT_HOLD_MINUTES: [60, 43_200],
  NOT_ME_LINK_MINUTES: [1_440, 129_600],
  NETWORK_DEPTH_MAX: [10, 100],
  PHONE_SEARCHES_HOURLY: [10, 1_000],
  CAMPAIGN_MAILS_PER_MINUTE: [1, 6_000],
  SIGN_IN_FAILURES: [3, 20],
  SIGN_IN_FAILURES_IN_A_ROW: [20, 1_000],
  SIGN_IN_HOURLY_FAILURES: [20, 1_000],
  SIGN_IN_FAILURES_PER_ADDRESS_HOURLY: [20, 10_000],
  SIGN_IN_ACCOUNTS_ALARM: [5, 1_000],
  SIGN_IN_FAILURES_ALARM: [20, 100_000],
  SIGN_INS_AT_ONCE_PER_ADDRESS: [4, 256],
  SIGN_IN_FAILURES_TOLD: [3, 50],
  SIGN_IN_NOTICES_DAILY: [1, 20],
  DEVICES_PER_CUSTOMER: [1, 100],
  PASSKEYS_PER_ADDRESS_HOURLY: [60, 10_000],
  RECOVERY_CODES_PER_CUSTOMER_HOURLY: [3, 60],
  RECOVERY_CODES_PER_ADDRESS_HOURLY: [3, 600],
  SESSION_IDLE_MINUTES: [5, 120],
  SESSION_ABSOLUTE_MINUTES: [60, 1_440],
  SESSIONS_PER_CUSTOMER: [1, 20],
  STEP_UP_MINUTES: [1, 30],
  ARGON2_MEMORY_KIB: [19_456, 1_048_576],
  ARGON2_PASSES: [2, 10],
};

/** One sentence for each number outside of its range; it states the range. */
export function rangeFaults(config: Settings): string[] {
  return Object.entries(PRODUCTION_RANGES).flatMap(([name, [least, most]]) => {
    const value = config[name as NumericSetting];
    if (value >= least && value <= most) return [];
    return [`${name}: production allows ${String(least)} to ${String(most)}`];
  });
}
