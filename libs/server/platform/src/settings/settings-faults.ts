import type { Settings } from './settings';
import { rangeFaults } from './production-ranges';

/** Refuses settings that must not run in production. Each sentence goes into the list that stops the start. */
function productionFaults(config: Settings): string[] {
  const faults: string[] = [];
  if (config.APP_ENV !== 'production') return faults;
  if (config.TWILIO_API_BASE_URL) faults.push('TWILIO_API_BASE_URL: stand-ins are for development');
  if (config.DEV_INBOX_URL) faults.push('DEV_INBOX_URL: the inbox is for development');
  if (!config.PUBLIC_BASE_URL.startsWith('https://'))
    faults.push('PUBLIC_BASE_URL: must be https in production');
  for (const name of ['SECRET_KEYS', 'PEPPER_KEYS'] as const) {
    if (config[name].some((key) => key.startsWith('dev'))) faults.push(`${name}: a development key`);
    if (config[name].some(isGuessable))
      faults.push(`${name}: a key that is not random; openssl rand -base64 32`);
  }
  return [...faults, ...rangeFaults(config)];
}

/** Of 32 random bytes, about 30 are different. Only one random key in 10^20 has fewer than 16 different bytes. */
const DIFFERENT_BYTES_MIN = 16;

/** Finds keys such as zeros, one repeated letter or a repeated short word. */
function isGuessable(entry: string): boolean {
  const bytes = Buffer.from(entry.slice(entry.indexOf(':') + 1), 'base64');
  return new Set(bytes).size < DIFFERENT_BYTES_MIN;
}

const SECOND_ACCOUNT = [
  'TWILIO_SECOND_ACCOUNT_SID',
  'TWILIO_SECOND_AUTH_TOKEN',
  'TWILIO_SECOND_FROM_SMS',
  'TWILIO_SECOND_FROM_VOICE',
] as const;

/** Faults in the combination of settings that are each valid; one sentence each. */
export function relatedFaults(config: Settings): string[] {
  const faults = productionFaults(config);
  if (config.QUEUE_BACKEND === 'redis' && !config.REDIS_URL)
    faults.push('REDIS_URL: needed with QUEUE_BACKEND=redis');
  if (config.PEPPER_KEYS.some((pepper) => config.SECRET_KEYS.some((key) => bytesOf(key) === bytesOf(pepper))))
    faults.push('PEPPER_KEYS: a key of SECRET_KEYS; who learns the one must not have the other');
  const second = SECOND_ACCOUNT.filter((name) => config[name] !== undefined);
  if (second.length > 0 && second.length < SECOND_ACCOUNT.length)
    faults.push(`${SECOND_ACCOUNT.join(', ')}: all or none`);
  return faults;
}

/** The key itself, independent of its ID and of the base64 alphabet in which it is written. */
function bytesOf(entry: string): string {
  return Buffer.from(entry.slice(entry.indexOf(':') + 1), 'base64').toString('hex');
}
