import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Account } from './account.ts';
import type { PostgresBinaries } from './binaries.ts';

/**
 * Where a cluster is made: beside its place, which it takes when it is complete. The password is here as well, because
 * initdb reads it from a file, and nowhere else: whatever a start that is killed leaves, the next one removes.
 */
const workshopOf = (dataDirectory: string) => `${dataDirectory}.new`;

/** Removes what a start that was broken off has left of a cluster. */
export function removeUnfinished(dataDirectory: string): void {
  rmSync(workshopOf(dataDirectory), { recursive: true, force: true });
}

/** Makes an empty cluster (UTF-8, Japanese-neutral C.UTF-8 order, password authentication) for the user `postgres`. */
export async function createDataDirectory(
  binaries: PostgresBinaries,
  dataDirectory: string,
  password: string,
  account: Account | undefined,
): Promise<void> {
  const workshop = workshopOf(dataDirectory);
  removeUnfinished(dataDirectory);
  mkdirSync(dirname(dataDirectory), { recursive: true });
  mkdirSync(workshop, { mode: 0o700 });
  const cluster = join(workshop, 'cluster');
  const passwordFile = join(workshop, 'password');
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (account) for (const path of [workshop, passwordFile]) chownSync(path, account.uid, account.gid);
    const options = ['-D', cluster, '-U', 'postgres', '-A', 'scram-sha-256', '--pwfile', passwordFile];
    await promisify(execFile)(binaries.initdb, [...options, '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'], {
      ...account,
      cwd: '/',
    });
    rmSync(passwordFile);
    renameSync(cluster, dataDirectory);
  } finally {
    removeUnfinished(dataDirectory);
  }
}
