import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a message was last woken to try a provider that fails: one at a time, so that its return is seen soon. */
export class WakeWaitingMessages20261129203100 implements MigrationInterface {
  name = 'WakeWaitingMessages20261129203100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE provider_slot ADD COLUMN woken_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE provider_slot DROP COLUMN woken_at');
  }
}
