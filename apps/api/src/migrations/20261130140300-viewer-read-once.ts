import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The head office reads the figures of every dealer: whose network it is, is read once and not for each of them. */
export class ViewerReadOnce20261130140300 implements MigrationInterface {
  name = 'ViewerReadOnce20261130140300';

  async up(runner: QueryRunner): Promise<void> {
    await see(runner, '(SELECT viewer_path())');
  }

  async down(runner: QueryRunner): Promise<void> {
    await see(runner, 'viewer_path()');
  }
}

async function see(runner: QueryRunner, own: string): Promise<void> {
  for (const figures of ['dealer_figure', 'dealer_class_figure'])
    await runner.query(
      `CREATE OR REPLACE VIEW network_${figures} AS SELECT * FROM current_${figures} WHERE path <@ ${own}`,
    );
}
