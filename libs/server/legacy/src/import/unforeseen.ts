import { Alarms } from '@daiko/server-notification';
import { DatabaseError, type Client } from 'pg';
import type { DataSource } from 'typeorm';

/** Classes of SQLSTATE that are about a value: data, constraints, limits of the program, and exceptions of triggers. */
const DATA_CLASSES = ['22', '23', '54', 'P0'];

/** A deadlock, a conflict of transactions, a lock that did not come in time. */
const PASSING_STATES = ['40P01', '40001', '55P03'];

/** Whether the database refused a value of a row; anything else (it is away, it is full) is nothing a row can mend. */
export function isAboutData(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && DATA_CLASSES.includes((error.code ?? '').slice(0, 2));
}

/** Whether the same may succeed at the next attempt. */
export function isPassing(error: unknown): error is DatabaseError {
  return error instanceof DatabaseError && PASSING_STATES.includes(error.code ?? '');
}

/**
 * Tells the operators by an alarm, and the log under `errorId`, of a row that was judged good and that the database
 * refused. The message of the database is left out: it repeats values.
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

/** An import in which nothing of the kind happened says that it has passed. */
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
