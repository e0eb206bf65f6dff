import { Alarms } from '@daiko/server-notification';
import { DatabaseError, type Client } from 'pg';
import type { DataSource } from 'typeorm';

/** Classes of SQLSTATE that are about a value: data, constraints, limits of the program, and exceptions of triggers. */
const DATA_CLASSES = ['22', '23', '54', 'P0'];

/** A deadlock, a conflict of transactions, a lock that did not come in time. */
const PASSING_STATES = ['40P01', '40001', '55P03'];

/** Whether the database refused a value of a row. Any other error (it is down, it is full) is not caused by a row. */
export function isAboutData(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && DATA_CLASSES.includes((error.code ?? '').slice(0, 2));
}

/** Whether the same statement may succeed at the next attempt. */
export function isPassing(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && PASSING_STATES.includes(error.code ?? '');
}

/**
 * Reports a row that was judged good but that the database refused: to the operators by an alarm, and to the log
 * under `errorId`. The message of the database is left out, because it repeats values.
 */
export async function reportUnforeseen(
  client: Client,
  runId: string,
  errorId: string,
  { code, table, column, constraint }: DatabaseError,
): Promise<void> {
  await alarmsOver(client).raise('import.unforeseen', SUBJECT);
  const entry = { event: 'a row of an import was refused by the database', run: runId, errorId };
  process.stderr.write(`${JSON.stringify({ level: 'error', ...entry, code, table, column, constraint })}\n`);
}

/** Clears the alarm after an import in which the database refused no such row. */
export function clearUnforeseen(client: Client): Promise<void> {
  return alarmsOver(client).clear('import.unforeseen', SUBJECT);
}

const SUBJECT = 'import';

function alarmsOver(client: Client): Alarms {
  const db = {
    query: async (sql: string, values: unknown[]) => (await client.query(sql, values)).rows as unknown,
  };
  return new Alarms(db as unknown as DataSource);
}
