import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Takes away the foreign keys that only a known person's rows had to be checked against: the check took time, and the
 * time told who is known. Customers and contacts are never deleted (no process has the right to), so that what the
 * keys held holds without them.
 */
export class EvenTimes20261122141600 implements MigrationInterface {
  name = 'EvenTimes20261122141600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE pin_challenge DROP CONSTRAINT pin_challenge_customer_id_fkey;
      ALTER TABLE notification
        DROP CONSTRAINT notification_customer_id_fkey,
        DROP CONSTRAINT notification_contact_point_id_fkey`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE pin_challenge ADD FOREIGN KEY (customer_id) REFERENCES customer;
      ALTER TABLE notification
        ADD FOREIGN KEY (customer_id) REFERENCES customer,
        ADD FOREIGN KEY (contact_point_id) REFERENCES contact_point`);
  }
}
