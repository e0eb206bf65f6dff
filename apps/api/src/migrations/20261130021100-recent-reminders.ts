import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was reminded in the last days, without reading who was reminded ever. */
export class RecentReminders20261130021100 implements MigrationInterface {
  name = 'RecentReminders20261130021100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX campaign_reminder_recent ON campaign_reminder (reminded_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX campaign_reminder_recent');
  }
}
