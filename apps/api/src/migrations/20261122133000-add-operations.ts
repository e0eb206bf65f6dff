import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What operators see and switch: outages of channels, messages sent anew, and the indexes of their list. */
export class AddOperations20261122133000 implements MigrationInterface {
  name = 'AddOperations20261122133000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE channel_outage (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        channel text NOT NULL CHECK (channel IN ('voice', 'sms', 'email')),
        -- stands above 通知先選択, for everybody to read
        reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 100),
        began_at timestamptz NOT NULL DEFAULT now(),
        began_by char(8) NOT NULL REFERENCES customer,
        ended_at timestamptz,
        ended_by char(8) REFERENCES customer,
        CHECK ((ended_at IS NULL) = (ended_by IS NULL))
      )`);
    await runner.query(
      'CREATE UNIQUE INDEX channel_outage_one ON channel_outage (channel) WHERE ended_at IS NULL',
    );
    await runner.query('ALTER TABLE notification ADD COLUMN resent_at timestamptz');
    await runner.query(`
      CREATE INDEX notification_log ON notification (created_at DESC, id DESC)
        WHERE NOT (template = 'pin' AND contact_point_id IS NULL)`);
    await runner.query(
      'CREATE INDEX notification_failed ON notification (failed_at) WHERE failed_at IS NOT NULL',
    );
    await runner.query('CREATE INDEX pin_challenge_opened ON pin_challenge (opened_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX pin_challenge_opened, notification_failed, notification_log');
    await runner.query('ALTER TABLE notification DROP COLUMN resent_at');
    await runner.query('DROP TABLE channel_outage');
  }
}
