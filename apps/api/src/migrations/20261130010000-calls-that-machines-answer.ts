import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A call is read again a bounded number of times, and a machine that was supposed to have answered is a reason of its own. */
export class CallsThatMachinesAnswer20261130010000 implements MigrationInterface {
  name = 'CallsThatMachinesAnswer20261130010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE notification
        ADD COLUMN spoken_times smallint NOT NULL DEFAULT 0,
        ADD COLUMN machine_at timestamptz,
        DROP CONSTRAINT notification_failure_check,
        ADD CONSTRAINT notification_failure_check CHECK (failure IN (${listed([...REASONS, 'answering_machine'])}))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    // What it was called before.
    await runner.query(`UPDATE notification SET failure = 'no_answer' WHERE failure = 'answering_machine'`);
    await runner.query(`
      ALTER TABLE notification
        DROP COLUMN spoken_times,
        DROP COLUMN machine_at,
        DROP CONSTRAINT notification_failure_check,
        ADD CONSTRAINT notification_failure_check CHECK (failure IN (${listed(REASONS)}))`);
  }
}

const REASONS = [
  'unreachable',
  'refused',
  'busy',
  'no_answer',
  'mailbox_refused',
  'deadline_passed',
  'provider_failed',
];

function listed(reasons: string[]): string {
  return reasons.map((reason) => `'${reason}'`).join(', ');
}
