import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The customers directly below a dealer, and the changes that wait, in the order in which every list shows them. */
export class ListsInOrder20261130132000 implements MigrationInterface {
  name = 'ListsInOrder20261130132000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX customer_below ON customer (parent_customer_id, customer_id)');
    await runner.query('DROP INDEX customer_parent');
    await runner.query(
      `CREATE INDEX contact_change_request_waiting ON contact_change_request (requested_at, id) WHERE state = 'pending'`,
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX contact_change_request_waiting');
    await runner.query('CREATE INDEX customer_parent ON customer (parent_customer_id)');
    await runner.query('DROP INDEX customer_below');
  }
}
