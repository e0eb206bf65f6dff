import { QueryFailedError } from 'typeorm';

/** PostgreSQL's error code `unique_violation`. */
const UNIQUE_VIOLATION = '23505';

/**
 * Whether an error says that the login ID is taken. Two customers may wait for an answer from one address; the first
 * answer gets it, and the database enforces that.
 */
export function isLoginIdTaken(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code, constraint } = error.driverError as Error & { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION && constraint === 'credential_login_id_once';
}
