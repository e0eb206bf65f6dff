import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a provider was asked about a message whose reports did not come. */
export class FollowUp20261122142500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification ADD COLUMN followed_at timestamptz');
    await runner.query(`
      CREATE INDEX notification_sent ON notification (sent_at)
        WHERE state = 'sent' AND channel IN ('voice', 'sms')`);
    // What has been kept long enough the worker deletes.
    await runner.query('GRANT DELETE ON message_budget, alarm TO daiko_worker');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE DELETE ON message_budget, alarm FROM daiko_worker');
    await runner.query('DROP INDEX notification_sent');
    await runner.query('ALTER TABLE notification DROP COLUMN followed_at');
  }
}
