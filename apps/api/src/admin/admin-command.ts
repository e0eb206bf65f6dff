import type { AppConfig, SecretDeriver } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';

/** The tools that a command works with. */
export interface AdminTools {
  db: DataSource;
  config: AppConfig;
  secrets: SecretDeriver;
  /** Prints one line of the result. */
  say: (line: string) => void;
}

/** A command of `npm run admin`. */
export interface AdminCommand {
  usage: string;
  /** @returns the exit code: 0, or 1 when the command finds a fault */
  run: (args: string[], tools: AdminTools) => Promise<number>;
}

/** Thrown when the typed text is not a command; the message shows the correct usage. */
export class UsageError extends Error {}
