import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Row-level security that came since the roles: it limits dealers, not the processes. */
export class ShowProcessesRows20261122141700 implements MigrationInterface {
  name = 'ShowProcessesRows20261122141700';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES)
      await runner.query(
        `CREATE POLICY daiko_process ON ${table} TO daiko_api, daiko_worker USING (true) WITH CHECK (true)`,
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await runner.query(`DROP POLICY daiko_process ON ${table}`);
  }
}

const TABLES = ['customer_registration', 'contact_change_request'];
