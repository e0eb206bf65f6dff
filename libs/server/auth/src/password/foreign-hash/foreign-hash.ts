import { compare } from 'bcryptjs';
import { createHash, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { foreignForms } from '../password-forms';
import { shaCrypt } from './sha-crypt';

/** Compares a password with one stored hash; the results are compared in constant time. */
type Check = (password: string) => boolean | Promise<boolean>;
type Format = (stored: string) => Check | undefined;

/**
 * The most expensive hash that is compared, by format: about ten times the cost that the old system can have used. A
 * row with a higher cost would let one sign-in hold up all others.
 */
const BCRYPT_COST_MAX = 13;
const SHA_CRYPT_ROUNDS_MAX = 200_000;
const PBKDF2_ROUNDS_MAX = 2_000_000;

const derive = promisify(pbkdf2);

/**
 * @returns whether it is a hash of the old system that `matchesForeignHash` can compare; never true for a plain
 * password
 */
export function isForeignHash(stored: string): boolean {
  return checkOf(stored) !== undefined;
}

/**
 * @param stored a hash that `isForeignHash` accepts; any other value never matches
 * @param typed exactly as typed, because the old system hashed the typed text
 */
export async function matchesForeignHash(stored: string, typed: string): Promise<boolean> {
  const check = checkOf(stored);
  if (check === undefined) return false;
  for (const form of foreignForms(typed)) if (await check(form)) return true;
  return false;
}

function checkOf(stored: string): Check | undefined {
  for (const format of FORMATS) {
    const check = format(stored);
    if (check) return check;
  }
  return undefined;
}

/**
 * `$2a$`, `$2b$` and `$2y$` are three names of one algorithm. It reads only 72 bytes, as it did in the old system.
 */
const bcrypt: Format = (stored) => {
  const cost = /^\$2[aby]\$(\d\d)\$[./0-9A-Za-z]{53}$/.exec(stored)?.[1];
  if (cost === undefined || Number(cost) < 4 || Number(cost) > BCRYPT_COST_MAX) return undefined;
  return (password) => compare(password, stored);
};

const CRYPT = {
  5: { algorithm: 'sha256', length: 43 },
  6: { algorithm: 'sha512', length: 86 },
} as const;

const crypt: Format = (stored) => {
  const parts = /^\$([56])\$(?:rounds=(\d{1,9})\$)?([^$\n]{0,16})\$([./0-9A-Za-z]+)$/.exec(stored);
  if (parts === null) return undefined;
  const [, kind, typedRounds = '5000', salt = '', digest = ''] = parts;
  const { algorithm, length } = CRYPT[kind as '5' | '6'];
  const rounds = Math.max(1_000, Number(typedRounds));
  if (digest.length !== length || rounds > SHA_CRYPT_ROUNDS_MAX) return undefined;
  return async (password) =>
    same(Buffer.from(await shaCrypt({ algorithm, rounds, salt }, password)), Buffer.from(digest));
};

/** passlib's notation: `$pbkdf2-sha256$ROUNDS$SALT$DIGEST` in base 64 with `.` for `+`; `$pbkdf2$` is SHA-1. */
const passlib: Format = (stored) => {
  const parts = /^\$pbkdf2(?:-(sha1|sha256|sha512))?\$(\d{1,9})\$([./0-9A-Za-z]*)\$([./0-9A-Za-z]+)$/.exec(
    stored,
  );
  if (parts === null) return undefined;
  const [, algorithm = 'sha1', typedRounds, salt = '', digest = ''] = parts;
  const rounds = Number(typedRounds);
  const expected = passlibBytes(digest);
  const isWhole = expected.length === { sha1: 20, sha256: 32, sha512: 64 }[algorithm];
  if (!isWhole || rounds < 1 || rounds > PBKDF2_ROUNDS_MAX) return undefined;
  return async (password) =>
    same(await derive(password, passlibBytes(salt), rounds, expected.length, algorithm), expected);
};

/** `{SSHA}` base64(sha1(password + salt) + salt). */
const ssha: Format = (stored) => {
  const text = /^\{SSHA\}([+/0-9A-Za-z]+={0,2})$/.exec(stored)?.[1];
  if (text === undefined) return undefined;
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length <= 20 || bytes.length > 84) return undefined;
  const [digest, salt] = [bytes.subarray(0, 20), bytes.subarray(20)];
  return (password) => same(createHash('sha1').update(password).update(salt).digest(), digest);
};

/** `md5:SALT:HEX` and `sha1:SALT:HEX`: the hash of salt and password. */
const salted: Format = (stored) => {
  const parts = /^(md5|sha1):([^\n]{0,128}):([0-9a-fA-F]{32}|[0-9a-fA-F]{40})$/.exec(stored);
  if (parts === null) return undefined;
  const [, algorithm = '', salt = '', hex = ''] = parts;
  const expected = Buffer.from(hex, 'hex');
  if (expected.length !== (algorithm === 'md5' ? 16 : 20)) return undefined;
  return (password) => same(createHash(algorithm).update(salt).update(password).digest(), expected);
};

const FORMATS: readonly Format[] = [bcrypt, crypt, passlib, ssha, salted];

function passlibBytes(text: string): Buffer {
  return Buffer.from(text.replaceAll('.', '+'), 'base64');
}

function same(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
