import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What SMS and calls have cost today, in messages. */
export class LimitCost20261122140000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE message_budget (
        -- in Japan
        day date NOT NULL,
        scope text NOT NULL CHECK (scope IN ('prefix', 'dealer', 'all')),
        -- a number without its last four digits, a dealer's お客様ID, a channel
        subject text NOT NULL,
        used integer NOT NULL,
        PRIMARY KEY (day, scope, subject)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE message_budget');
  }
}
