import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';

/** Makes an empty cluster (UTF-8, Japanese-neutral C.UTF-8 order, password authentication) for the user `postgres`. */
export async function createDataDirectory(
  binaries: PostgresBinaries,
  dataDirectory: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const passwordFile = join(tmpdir(), `daiko-${randomBytes(9).toString('base64url')}`);
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account) for (const path of [dataDirectory, passwordFile]) chownSync(path, account.uid, account.gid);
    await promisify(execFile)(
      binaries.initdb,
      [
        '-D',
        dataDirectory,
        '-U',
        'postgres',
        '-A',
        'scram-sha-256',
        '--pwfile',
        passwordFile,
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
        '--no-sync',
      ],
      { ...account, cwd: '/' },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}
