import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the worker deletes since the roles were made: figures and alarms that are old. */
export class GrantDeletes20261122145300 implements MigrationInterface {
  name = 'GrantDeletes20261122145300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('GRANT DELETE ON message_budget, alarm TO daiko_worker');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE DELETE ON message_budget, alarm FROM daiko_worker');
  }
}
