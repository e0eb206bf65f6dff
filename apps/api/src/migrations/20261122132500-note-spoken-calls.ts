import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A call counts as delivered only when its message was read out in it. */
export class NoteSpokenCalls20261122132500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification ADD COLUMN spoken_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE notification DROP COLUMN spoken_at');
  }
}
