import { describe, expect, it } from 'vitest';
import { AppConfig, SettingsError } from './app-config';

const KEY = Buffer.alloc(32, 7).toString('base64');
const PEPPER = Buffer.alloc(32, 8).toString('base64');
const PRODUCTION = {
  APP_ENV: 'production',
  PUBLIC_BASE_URL: 'https://daiko.example',
  DATABASE_URL: 'postgres://daiko_api:secret@db/daiko',
  SMTP_URL: 'smtps://mail.example',
  TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000000000',
  TWILIO_AUTH_TOKEN: 'token',
  TWILIO_FROM_SMS: '+815012345678',
  TWILIO_FROM_VOICE: '+815012345678',
  SECRET_KEYS: `k1:${KEY}`,
  PEPPER_KEYS: `p1:${PEPPER}`,
};

function faultsOf(more: Record<string, string>): string[] {
  try {
    new AppConfig({ ...PRODUCTION, ...more });
    return [];
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    return error.faults;
  }
}

describe('AppConfig', () => {
  it('takes a complete set for production', () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each([
    ['TWILIO_API_BASE_URL', 'http://127.0.0.1:9'],
    ['DEV_INBOX_URL', 'http://127.0.0.1:9'],
    ['PUBLIC_BASE_URL', 'http://daiko.example'],
    ['SECRET_KEYS', `dev1:${KEY}`],
    ['SECRET_KEYS', `k1:${KEY},dev1:${KEY}`],
    ['PEPPER_KEYS', `p2:${PEPPER},dev1:${PEPPER}`],
    ['PEPPER_KEYS', ''],
  ])('refuses a development %s in production: %s', (name, value) => {
    expect(faultsOf({ [name]: value }).join()).toContain(name);
  });

  it.each([
    ['PIN_MAX_ATTEMPTS', '0'],
    ['RECOVERY_DAILY_FAILURES', '0'],
    ['SIGN_IN_FAILURES', '-1'],
    ['PIN_TTL_MINUTES', '16'],
    ['ARGON2_MEMORY_KIB', '1024'],
    ['SECRET_KEYS', 'k1:short'],
    ['SECRET_KEYS', `k1:${KEY},k1:${KEY}`],
    ['PEPPER_KEYS', 'p1:short'],
    ['PEPPER_KEYS', `p2:${PEPPER},p1:${KEY}`],
    ['PEPPER_KEY', `p1:${PEPPER}`],
    ['PIN_MAX_ATEMPTS', '5'],
  ])('refuses %s=%s, wherever it runs', (name, value) => {
    expect(faultsOf({ APP_ENV: 'development', [name]: value }).join()).toContain(name);
  });

  it('names every fault at once, and no value', () => {
    const faults = faultsOf({ SECRET_KEYS: 'k1:canary', DATABASE_URL: 'canary', PIN_MAX_SENDS: 'canary' });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('canary');
  });
});
