import type { DataSource, QueryRunner } from 'typeorm';

/** A statement that was run, with its plan. */
export interface PlannedStatement {
  sql: string;
  milliseconds: number;
  /** Lines of EXPLAIN (ANALYZE, BUFFERS). */
  plan: string[];
}

type Query = (sql: string, values?: unknown[], ...more: unknown[]) => Promise<unknown>;

/**
 * Collects the plans of the statements that read through a DataSource. Each statement that only reads is run once
 * more directly after itself, on the same connection: within the same transaction and role, and with the same values.
 */
export class StatementLog {
  private collected: PlannedStatement[] | undefined;

  constructor(db: DataSource) {
    const createRunner = db.createQueryRunner.bind(db);
    db.createQueryRunner = (...of) => {
      const runner = createRunner(...of);
      const query = runner.query.bind(runner) as Query;
      runner.query = (async (sql: string, values?: unknown[], ...more: unknown[]) => {
        const began = performance.now();
        const answer = await query(sql, values, ...more);
        const milliseconds = performance.now() - began;
        if (this.collected !== undefined && onlyReads(sql)) {
          const plan = (await query(`EXPLAIN (ANALYZE, BUFFERS) ${sql}`, values)) as {
            'QUERY PLAN': string;
          }[];
          this.collected.push({ sql, milliseconds, plan: plan.map((line) => line['QUERY PLAN']) });
        }
        return answer;
      }) as QueryRunner['query'];
      return runner;
    };
  }

  /** @returns the statements that were read during the work; no other code may use the DataSource in the meantime */
  async during(work: () => Promise<unknown>): Promise<PlannedStatement[]> {
    const collected: PlannedStatement[] = [];
    this.collected = collected;
    await work().finally(() => (this.collected = undefined));
    return collected;
  }
}

function onlyReads(sql: string): boolean {
  return (
    /^\s*(SELECT|WITH)\b/i.test(sql) &&
    !/\b(INSERT|UPDATE|DELETE|set_config|nextval|pg_advisory\w*)\b/i.test(sql)
  );
}
