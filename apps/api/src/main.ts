import 'reflect-metadata';
import { AppConfig, SettingsError } from '@daiko/server-platform';
import { join } from 'node:path';
import { createApi } from './create-api';

/** The import program, built beside this program. */
const IMPORT = join(import.meta.dirname, 'import.js');

async function boot(): Promise<void> {
  const config = new AppConfig(process.env);
  const app = await createApi(config, IMPORT);
  await app.listen(config.values.PORT, config.values.HOST);
}

boot().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof SettingsError ? error.message : String((error as Error).stack)}\n`,
  );
  // Resources that were opened before the start failed must not keep the process running.
  process.exit(1);
});
