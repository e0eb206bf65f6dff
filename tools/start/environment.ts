import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseEnv } from 'node:util';
import { PROJECT } from '../postgres/place.ts';

export type Environment = Record<string, string | undefined>;

/** Where the parts of a running system are. */
export interface Addresses {
  databaseUrl: string;
  opsPort: number;
  standIns: { httpPort: number; smtpPort: number };
}

/** What the person set: the environment, and below it `.env`. Empty values count as unset. */
export function givenEnvironment(): Environment {
  const path = join(PROJECT, '.env');
  const file = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
  const given = Object.entries({ ...file, ...process.env }).filter(([, value]) => value !== '');
  return Object.fromEntries(given);
}

/** Every required setting with a value that works on this machine alone; what was given comes first. */
export function developmentEnvironment(given: Environment, folder: string, at: Addresses): Environment {
  const port = given['PORT'] ?? '3000';
  const standIns = `http://127.0.0.1:${String(at.standIns.httpPort)}`;
  return {
    APP_ENV: 'development',
    PORT: port,
    PUBLIC_BASE_URL: `http://127.0.0.1:${port}`,
    SMTP_URL: `smtp://127.0.0.1:${String(at.standIns.smtpPort)}`,
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'token-of-the-stand-in',
    TWILIO_FROM_SMS: '+815000000001',
    TWILIO_FROM_VOICE: '+815000000002',
    HEAD_OFFICE_PHONE: '0300000000',
    HEAD_OFFICE_HOURS: '平日 9時から17時',
    TWILIO_API_BASE_URL: standIns,
    DEV_INBOX_URL: standIns,
    ...secrets(folder),
    // Where modules were compiled once, the next start only reads them.
    NODE_COMPILE_CACHE: join(folder, 'compile-cache'),
    ...given,
    OPS_PORT: String(at.opsPort),
    DATABASE_URL: at.databaseUrl,
  };
}

/** The environment of a process, connected as the role that is made for it. */
export function asRole(environment: Environment, role: 'api' | 'worker'): Environment {
  const url = new URL(String(environment['DATABASE_URL']));
  url.username = `daiko_${role}`;
  url.password = String(environment[`DATABASE_${role.toUpperCase()}_PASSWORD`]);
  return { ...environment, DATABASE_URL: url.href };
}

/** Keys and passwords of this copy of the project, each made once. Production refuses the keys by their name. */
function secrets(folder: string): Environment {
  const path = join(folder, 'secrets.env');
  const held = existsSync(path) ? parseEnv(readFileSync(path, 'utf8')) : {};
  const missing = Object.entries(SECRETS).filter(([name]) => held[name] === undefined);
  if (missing.length > 0) {
    mkdirSync(dirname(path), { recursive: true });
    const lines = missing.map(([name, make]) => `${name}=${make()}\n`);
    writeFileSync(path, lines.join(''), { mode: 0o600, flag: 'a' });
  }
  return parseEnv(readFileSync(path, 'utf8'));
}

const developmentKey = () => `dev1:${randomBytes(32).toString('base64url')}`;
const password = () => randomBytes(18).toString('base64url');
const SECRETS = {
  SECRET_KEYS: developmentKey,
  PEPPER_KEYS: developmentKey,
  DATABASE_API_PASSWORD: password,
  DATABASE_WORKER_PASSWORD: password,
  DATABASE_AUDITOR_PASSWORD: password,
};
