import 'reflect-metadata';
import {
  AppConfig,
  DATABASE_TIMEOUTS,
  dataSourceOptions,
  SecretDeriver,
  SettingsError,
} from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { auditCommand } from './admin/audit-command';
import { figuresCommand } from './admin/figures-command';
import { pagesCommand } from './admin/pages-command';
import { pepperCommand } from './admin/pepper-command';
import { UsageError, type AdminCommand } from './admin/admin-command';

const COMMANDS: Record<string, AdminCommand> = {
  audit: auditCommand,
  figures: figuresCommand,
  pages: pagesCommand,
  pepper: pepperCommand,
};

const usage = () => `For those who run the system. The settings are read as by the other programs.

${Object.values(COMMANDS)
  .map((command) => command.usage)
  .join('\n')}`;

/** @returns the exit code */
async function run([name = '', ...args]: string[]): Promise<number> {
  const command = COMMANDS[name];
  if (command === undefined) throw new UsageError(`There is no command "${name}".\n\n${usage()}`);
  const config = new AppConfig(process.env);
  const db = await new DataSource(dataSourceOptions(config, [], DATABASE_TIMEOUTS.admin)).initialize();
  try {
    const secrets = new SecretDeriver(config.values.SECRET_KEYS);
    return await command.run(args, { db, config, secrets, say: (line) => process.stdout.write(`${line}\n`) });
  } finally {
    await db.destroy();
  }
}

const args = process.argv.slice(2);
if (args.length === 0 || args.includes('--help')) process.stdout.write(usage());
else {
  run(args).then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
      const isPlain = error instanceof SettingsError || error instanceof UsageError;
      process.stderr.write(`${isPlain ? error.message : String((error as Error).stack)}\n`);
      process.exitCode = 2;
    },
  );
}
