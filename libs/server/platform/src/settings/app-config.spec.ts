import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppConfig, SettingsError } from './app-config';
import { settings } from './settings';
import { PRODUCTION_RANGES } from './production-ranges';

const KEY = createHash('sha256').update('key').digest('base64');
const PEPPER = createHash('sha256').update('pepper').digest('base64');
const ZEROS = Buffer.alloc(32).toString('base64');
const WORD = Buffer.from('passwordpasswordpasswordpassword').toString('base64');
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

  it.each([
    ['SECRET_KEYS', `k1:${ZEROS}`],
    ['SECRET_KEYS', `k2:${KEY},k1:${WORD}`],
    ['PEPPER_KEYS', `p1:${ZEROS}`],
  ])('refuses %s that somebody could guess, in production', (name, value) => {
    expect(faultsOf({ [name]: value })).toEqual([
      `${name}: a key that is not random; openssl rand -base64 32`,
    ]);
  });

  it.each(['everybody', '10.0.0.0/33', '10.0.0.1;10.0.0.2', '0.0.0.0/0', '::/0', 'proxy.daiko.example'])(
    'refuses TRUST_PROXY=%s with a sentence',
    (value) => {
      expect(faultsOf({ TRUST_PROXY: value })).toEqual([
        'TRUST_PROXY: must be addresses or networks, comma-separated, such as 10.0.0.1,172.30.9.0/24',
      ]);
    },
  );

  const ranges = Object.entries(PRODUCTION_RANGES);

  it('has a range for every number, with the default in it', () => {
    const { properties = {} } = z.toJSONSchema(settings, { io: 'output', unrepresentable: 'any' });
    const numbers = Object.entries(properties as Record<string, { type?: string; default?: number }>).filter(
      ([name, { type }]) => (type === 'integer' || type === 'number') && !name.endsWith('PORT'),
    );
    expect(ranges.map(([name]) => name).sort()).toEqual(numbers.map(([name]) => name).sort());
    expect(faultsOf({})).toEqual([]);
  });

  it.each(ranges)('says in production what %s may be', (name, [least, most]) => {
    for (const inside of [least, most]) expect(faultsOf({ [name]: String(inside) })).toEqual([]);
    for (const outside of [least - 1, most + 1])
      expect(faultsOf({ [name]: String(outside) }).join()).toContain(`${name}: `);
  });

  it('names all that is out of range at once', () => {
    expect(faultsOf({ PIN_MAX_ATTEMPTS: '1000000', SESSION_IDLE_MINUTES: '1440' })).toEqual([
      'PIN_MAX_ATTEMPTS: production allows 3 to 10',
      'SESSION_IDLE_MINUTES: production allows 5 to 120',
    ]);
  });

  it('names every fault at once, and no value', () => {
    const faults = faultsOf({ SECRET_KEYS: 'k1:canary', DATABASE_URL: 'canary', PIN_MAX_SENDS: 'canary' });
    expect(faults).toHaveLength(3);
    expect(faults.join()).not.toContain('canary');
  });
});
