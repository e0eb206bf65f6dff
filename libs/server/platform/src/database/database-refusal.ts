/** `away`: PostgreSQL cannot be reached now. `busy`: PostgreSQL ended a statement that waited or ran too long. */
export type DatabaseRefusal = 'away' | 'busy';

/**
 * Connection exceptions (08), shutdown and start (57P0x), too many connections, idle time-out within a transaction.
 */
const AWAY_STATES = /^(08...|57P0[1-5]|53300|25P03)$/;
/** lock_not_available, query_canceled (statement_timeout), deadlock_detected. */
const BUSY_STATES = new Set(['55P03', '57014', '40P01']);
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** node-postgres throws these without a code. */
const DRIVER_MESSAGES =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed|Driver not Connected/;

/**
 * Checks whether an error means that the same request may succeed a little later, and not that a statement is wrong.
 * @returns undefined for everything else, which is a bug
 */
export function databaseRefusal(thrown: unknown): DatabaseRefusal | undefined {
  if (!(thrown instanceof Error)) return undefined;
  const { code, severity, driverError, errors } = thrown as Error & Partial<Record<string, unknown>>;
  // FATAL ends or refuses the connection itself, for example to a database that is closed for maintenance.
  if (saysAway(code) || severity === 'FATAL' || DRIVER_MESSAGES.test(thrown.message)) return 'away';
  if (typeof code === 'string' && BUSY_STATES.has(code)) return 'busy';
  const inner = [driverError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner
    .filter((error) => error !== thrown)
    .map(databaseRefusal)
    .find((refusal) => refusal !== undefined);
}

function saysAway(code: unknown): boolean {
  return typeof code === 'string' && (AWAY_STATES.test(code) || SOCKET_CODES.has(code));
}
