import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Decoys have their times written at once; what a decoy would go to is looked at as for a real message. */
export class DecoysWithTimes20261129211000 implements MigrationInterface {
  name = 'DecoysWithTimes20261129211000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FINISH_DECOYS);
    await runner.query(`
      DROP INDEX notification_open;
      ALTER TABLE notification DROP COLUMN decoy_steps;
      CREATE INDEX notification_open ON notification (due_at) WHERE state IN ('pending', 'sending', 'retry');
      ALTER TABLE provider_slot ADD COLUMN failed_at timestamptz`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE provider_slot DROP COLUMN failed_at;
      DROP INDEX notification_open;
      ALTER TABLE notification ADD COLUMN decoy_steps jsonb
        CHECK (decoy_steps IS NULL OR (template = 'pin' AND contact_point_id IS NULL));
      CREATE INDEX notification_open ON notification (due_at)
        WHERE state IN ('pending', 'sending', 'retry') OR decoy_steps IS NOT NULL`);
  }
}

// Those that are under way stand still where they are: their runs are over in half an hour.
const FINISH_DECOYS = `
  UPDATE notification SET state = 'sent', sent_at = coalesce(sent_at, now()), lease_until = NULL
   WHERE decoy_steps IS NOT NULL`;
