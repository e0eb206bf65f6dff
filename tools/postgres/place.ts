import { createHash } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { canReach, type Account } from './account.ts';
import { binariesBelow, packagedBinaries, type PostgresBinaries } from './binaries.ts';

/** The project's folder. */
export const PROJECT = join(import.meta.dirname, '..', '..');

/**
 * A folder that every account can reach, one for each copy of the project. Used only as root inside a folder that
 * no other account may enter (such as root's home), where PostgreSQL, which refuses root, could not read its files.
 */
export const OUTSIDE = join(
  '/var/tmp',
  `daiko-${createHash('sha256').update(PROJECT).digest('hex').slice(0, 12)}`,
);

/** The packaged programs where they are, or a copy of them where the account can reach it. */
export async function reachableBinaries(account: Account | undefined): Promise<PostgresBinaries> {
  const packaged = await packagedBinaries();
  if (canReach(packaged.postgres, account)) return packaged;
  const copy = join(OUTSIDE, `native-${packageVersion(packaged)}`);
  if (!existsSync(copy)) {
    const half = `${copy}.${String(process.pid)}`;
    mkdirSync(OUTSIDE, { recursive: true });
    chmodSync(OUTSIDE, 0o755);
    cpSync(packaged.root, half, { recursive: true, verbatimSymlinks: true });
    if (existsSync(copy)) rmSync(half, { recursive: true });
    else renameSync(half, copy); // whole or not at all: two starts at once never see half of it
  }
  return binariesBelow(copy);
}

function packageVersion({ root }: PostgresBinaries): string {
  const { version } = JSON.parse(readFileSync(join(root, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
