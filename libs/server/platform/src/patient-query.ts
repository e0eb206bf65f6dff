import type { EntityManager } from 'typeorm';

/** The part of node-postgres's client that knows a patience per statement. */
interface Client {
  query(config: { text: string; values: unknown[]; query_timeout: number }): Promise<{ rows: unknown[] }>;
}

/**
 * One statement that may take longer than the process waits for others (DatabasePatience), within the transaction.
 * @param patience milliseconds
 * @returns its rows
 */
export async function patientQuery<Row>(
  manager: EntityManager,
  patience: number,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const client = (await manager.queryRunner?.connect()) as Client | undefined;
  if (client === undefined) throw new Error('A patient query belongs into a transaction');
  const { rows } = await client.query({ text, values, query_timeout: patience });
  return rows as Row[];
}
