import type { AppConfig, SecretDeriver } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';

/** What a command works with. */
export interface AdminTools {
  db: DataSource;
  config: AppConfig;
  secrets: SecretDeriver;
  /** One line of what was asked for. */
  say: (line: string) => void;
}

/** A command of `npm run admin`. */
export interface AdminCommand {
  usage: string;
  /** @returns the exit code: 0, or 1 when something is found that must not be */
  run: (args: string[], tools: AdminTools) => Promise<number>;
}

/** What was typed is no command; the message says what would be one. */
export class UsageError extends Error {}
