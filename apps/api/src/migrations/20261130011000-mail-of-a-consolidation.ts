import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which message a consolidation waits for, so that its page can show whether it arrived. No link: messages go sooner. */
export class MailOfAConsolidation20261130011000 implements MigrationInterface {
  name = 'MailOfAConsolidation20261130011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE consolidation ADD COLUMN notification_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE consolidation DROP COLUMN notification_id');
  }
}
