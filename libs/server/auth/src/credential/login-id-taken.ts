import { QueryFailedError } from 'typeorm';

/** PostgreSQL's unique_violation. */
const UNIQUE_VIOLATION = '23505';

/** Two customers may be asked at one address; the first answer has it, and the database sees to that. */
export function isLoginIdTaken(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code, constraint } = error.driverError as Error & { code?: string; constraint?: string };
  return code === UNIQUE_VIOLATION && constraint === 'credential_login_id_once';
}
