import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT } from '../postgres/place.ts';

/** One package of the lock file: what `npm ci` installs and nothing else. */
export interface LockedPackage {
  name: string;
  version: string;
  /** SPDX, as the lock file or the package itself says; `UNKNOWN` where neither does. */
  license: string;
  /** `sha512-…`, which npm ci checks. */
  integrity: string | undefined;
  /** Needed to build and test alone. */
  isForDevelopment: boolean;
}

interface LockEntry {
  version?: string;
  license?: string;
  integrity?: string;
  dev?: boolean;
  link?: boolean;
}

/** Every package, each version once, in the order of the alphabet. */
export function lockedPackages(): LockedPackage[] {
  const lock = JSON.parse(readFileSync(join(PROJECT, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockEntry>;
  };
  const found = new Map<string, LockedPackage>();
  for (const [path, entry] of Object.entries(lock.packages)) {
    const locked = packageOf(path, entry);
    if (locked === undefined) continue;
    const key = `${locked.name}@${locked.version}`;
    const isForDevelopment = locked.isForDevelopment && found.get(key)?.isForDevelopment !== false;
    found.set(key, { ...locked, isForDevelopment });
  }
  return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** @returns undefined for the project itself, and for links */
function packageOf(path: string, entry: LockEntry): LockedPackage | undefined {
  const name = path.split('node_modules/').at(-1) ?? '';
  const { version, integrity, dev = false } = entry;
  if (name === '' || entry.link === true || version === undefined) return undefined;
  const license = entry.license ?? licenseOf(path);
  return { name, version, license, integrity, isForDevelopment: dev };
}

/** States no licence anywhere. Comes with the reader of exceljs, which the product does not load. */
const UNSTATED = 'node_modules/buffers';

/** Old packages say it in their own file, in one of two spellings, or in a text beside it. */
function licenseOf(path: string): string {
  const folder = join(PROJECT, path);
  if (path === UNSTATED) return 'LicenseRef-unstated';
  if (!existsSync(join(folder, 'package.json'))) return 'UNKNOWN';
  const manifest = readFileSync(join(folder, 'package.json'), 'utf8');
  const { licenses } = JSON.parse(manifest) as { licenses?: { type: string }[] };
  if (licenses?.[0] !== undefined) return licenses[0].type;
  const texts = ['LICENSE', 'Readme.md'].map((name) => join(folder, name)).filter((file) => existsSync(file));
  return texts.some((file) => /Permission is hereby granted, free of charge/.test(readFileSync(file, 'utf8')))
    ? 'MIT'
    : 'UNKNOWN';
}
