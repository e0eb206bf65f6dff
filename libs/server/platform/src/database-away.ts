/** PostgreSQL's own words for "not now": connection exceptions (08), shutdown and start (57P0x), too many connections. */
const SQL_STATES = /^(08...|57P0[1-5]|53300)$/;
const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
]);
/** node-postgres raises these without a code. */
const DRIVER_MESSAGES =
  /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error|Driver not Connected/;

/** Whether an error means that PostgreSQL cannot be reached now, rather than that a statement is wrong. */
export function isDatabaseAway(thrown: unknown): boolean {
  if (!(thrown instanceof Error)) return false;
  const { code, severity, driverError, errors } = thrown as Error & Partial<Record<string, unknown>>;
  // FATAL ends or refuses the connection itself, such as to a database that is closed for maintenance.
  if (saysAway(code) || severity === 'FATAL' || DRIVER_MESSAGES.test(thrown.message)) return true;
  const inner = [driverError, ...(Array.isArray(errors) ? (errors as unknown[]) : [])];
  return inner.some((error) => error !== thrown && isDatabaseAway(error));
}

function saysAway(code: unknown): boolean {
  return typeof code === 'string' && (SQL_STATES.test(code) || SOCKET_CODES.has(code));
}
