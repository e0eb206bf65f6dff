import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proof of work, asked of a run while many PINs are guessed. */
export class PinWork20261122180200 implements MigrationInterface {
  name = 'PinWork20261122180200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE pin_challenge ADD COLUMN work jsonb, ADD COLUMN work_until timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE pin_challenge DROP COLUMN work, DROP COLUMN work_until');
  }
}
