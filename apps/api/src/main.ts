import 'reflect-metadata';
import { AppConfig, SettingsError } from '@daiko/server-platform';
import { createApi } from './create-api';

async function boot(): Promise<void> {
  const config = new AppConfig(process.env);
  const app = await createApi(config);
  await app.listen(config.values.PORT, config.values.HOST);
}

boot().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof SettingsError ? error.message : String((error as Error).stack)}\n`,
  );
  process.exitCode = 1;
});
