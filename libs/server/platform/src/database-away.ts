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
  const { code, driverError, errors } = thrown as { code?: unknown; driverError?: unknown; errors?: unknown };
  if (typeof code === 'string' && (SQL_STATES.test(code) || SOCKET_CODES.has(code))) return true;
  if (DRIVER_MESSAGES.test(thrown.message)) return true;
  if (Array.isArray(errors) && errors.some(isDatabaseAway)) return true;
  return driverError !== undefined && driverError !== thrown && isDatabaseAway(driverError);
}
