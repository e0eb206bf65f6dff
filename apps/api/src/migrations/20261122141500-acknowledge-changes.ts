import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has said that they read the four changes; マイページ reminds nobody twice. */
export class AcknowledgeChanges20261122141500 implements MigrationInterface {
  name = 'AcknowledgeChanges20261122141500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE customer ADD COLUMN changes_acknowledged_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE customer DROP COLUMN changes_acknowledged_at');
  }
}
