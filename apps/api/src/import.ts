import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { ERROR_FILE, errorFile, EXPORT_FILES, importExport, importUpload } from '@daiko/server-legacy';
import { AppConfig, SettingsError } from '@daiko/server-platform';
import { filePieces } from './import/file-pieces';
import { progressOn } from './import/progress';
import { told } from './import/told';

const USAGE = `Imports the old system's export: ${EXPORT_FILES.join(', ')}.
  npm run import -- DIR             imports; begun again after an interruption, it goes on where it was
  npm run import -- DIR --dry-run   only tells what would be imported
Rows that cannot go in are listed in DIR/${ERROR_FILE}, with what to do. DATABASE_URL names the database.
Exit code 0: all of it is in. 1: it could not be finished. 2: finished, but rows were refused.
`;

async function run(directory: string, isDry: boolean): Promise<number> {
  const missing = EXPORT_FILES.filter((file) => !existsSync(join(directory, file)));
  if (missing.length > 0)
    throw new SettingsError([`${directory}: ファイルがありません: ${missing.join('、')}`]);
  const { DATABASE_URL, NETWORK_DEPTH_MAX: depthMax } = new AppConfig(process.env).values;
  const open = (file: string) => filePieces(join(directory, file));
  const onProgress = progressOn(process.stdout);
  const { id, summary, isResumed } = await importExport(DATABASE_URL, open, { isDry, onProgress, depthMax });
  await pipeline(errorFile(DATABASE_URL, id), createWriteStream(join(directory, ERROR_FILE)));
  process.stdout.write(told(summary, { isDry, isResumed }));
  return Object.keys(summary.refused).length === 0 ? 0 : 2;
}

/**
 * Runs an import that an operator began on the page. The API starts this program for it, and the program ends when
 * the API ends.
 */
async function runUploaded(id: string): Promise<number> {
  process.once('disconnect', () => process.exit(1));
  process.channel?.unref();
  const { DATABASE_URL, NETWORK_DEPTH_MAX } = new AppConfig(process.env).values;
  await importUpload(DATABASE_URL, id, NETWORK_DEPTH_MAX);
  return 0;
}

/** Errors that their message explains. Any other error is a bug and is printed with its stack. */
const PLAIN = ['SettingsError', 'ExportUnreadable', 'ImportUnderWay'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    'dry-run': { type: 'boolean', default: false },
    run: { type: 'string' },
  },
});

function chosen(): Promise<number> | undefined {
  if (values.run !== undefined) return runUploaded(values.run);
  const [directory] = positionals;
  return directory === undefined ? undefined : run(directory, values['dry-run']);
}

const work = values.help === true ? undefined : chosen();
if (work === undefined) {
  process.stderr.write(USAGE);
  process.exitCode = values.help === true ? 0 : 1;
} else {
  work.then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      const { name, message, stack } = error as Error;
      process.stderr.write(
        `${PLAIN.includes(name) || error instanceof SettingsError ? message : String(stack)}\n`,
      );
      process.exitCode = 1;
    },
  );
}
