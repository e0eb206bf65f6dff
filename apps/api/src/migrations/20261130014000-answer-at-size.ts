import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The list of consolidations by its index, and the old logins of each without reading all of them. */
export class AnswerAtSize20261130014000 implements MigrationInterface {
  name = 'AnswerAtSize20261130014000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX legacy_login_consolidation ON legacy_login (consolidation_id) WHERE consolidation_id IS NOT NULL;
      CREATE INDEX consolidation_done ON consolidation (done_at DESC, id) WHERE done_at IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX consolidation_done, legacy_login_consolidation');
  }
}
