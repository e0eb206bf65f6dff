import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Moving a subtree must not hold up those who move. A change of a column with a unique index locks its row against
 * foreign keys too, so that nobody of the subtree could sign in (a session refers to its customer) until the move of
 * 100,000 was over. That no two customers have one path follows from its last step, which is the お客様ID.
 */
export class MoveWithoutWaiting20261122165000 implements MigrationInterface {
  name = 'MoveWithoutWaiting20261122165000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE customer
        DROP CONSTRAINT customer_path_key,
        ADD CONSTRAINT customer_path_ends CHECK (subpath(path, -1)::text = customer_id::text)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE customer DROP CONSTRAINT customer_path_ends, ADD CONSTRAINT customer_path_key UNIQUE (path)`);
  }
}
