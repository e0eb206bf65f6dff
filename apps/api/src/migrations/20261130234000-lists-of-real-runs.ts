import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A real run keeps a decoy's list as well: writing and reading it told a wrong pair by its time. */
export class ListsOfRealRuns20261130234000 implements MigrationInterface {
  name = 'ListsOfRealRuns20261130234000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE pin_challenge DROP CONSTRAINT pin_challenge_check1;
      ALTER TABLE pin_challenge ADD CONSTRAINT pin_challenge_check1
        CHECK (customer_id IS NOT NULL OR decoys IS NOT NULL)`);
  }

  /** The lists of real runs go: nothing reads them. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE pin_challenge DROP CONSTRAINT pin_challenge_check1;
      UPDATE pin_challenge SET decoys = NULL WHERE customer_id IS NOT NULL;
      ALTER TABLE pin_challenge ADD CONSTRAINT pin_challenge_check1
        CHECK ((customer_id IS NULL) = (decoys IS NOT NULL))`);
  }
}
