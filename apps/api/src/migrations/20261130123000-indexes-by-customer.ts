import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What belongs to a customer is found without reading what belongs to the others; and a row that retention deletes
 * finds what refers to it, which PostgreSQL looks for at every single one.
 */
export class IndexesByCustomer20261130123000 implements MigrationInterface {
  name = 'IndexesByCustomer20261130123000';

  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(INDEXES))
      await runner.query(`CREATE INDEX ${name} ON ${columns}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP INDEX ${Object.keys(INDEXES).join(', ')}`);
  }
}

const INDEXES = {
  contact_point_customer: 'contact_point (customer_id)',
  contact_change_request_customer: 'contact_change_request (customer_id, requested_at)',
  mail_link_customer: 'mail_link (customer_id, created_at)',
  mail_link_challenge: 'mail_link (challenge_id) WHERE challenge_id IS NOT NULL',
  notification_customer: 'notification (customer_id, created_at) WHERE customer_id IS NOT NULL',
  notification_mail_link: 'notification (mail_link_id) WHERE mail_link_id IS NOT NULL',
};
