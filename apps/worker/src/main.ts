import 'reflect-metadata';
import { AppConfig, SettingsError } from '@daiko/server-platform';
import { NestFactory } from '@nestjs/core';
import { Logger } from 'nestjs-pino';
import { WorkerModule } from './worker.module';

/** Milliseconds to finish running work after SIGTERM. The next worker takes over work that is not finished. */
const SHUTDOWN_TIMEOUT_MS = 30_000;

async function boot(): Promise<void> {
  const module = WorkerModule.of(new AppConfig(process.env));
  const app = await NestFactory.createApplicationContext(module, { bufferLogs: true, abortOnError: false });
  app.useLogger(app.get(Logger));
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => setTimeout(() => process.exit(1), SHUTDOWN_TIMEOUT_MS).unref());
  }
}

boot().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof SettingsError ? error.message : String((error as Error).stack)}\n`,
  );
  process.exit(1);
});
