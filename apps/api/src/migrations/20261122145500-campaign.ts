import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who was reminded when, and the two mails of the campaign. */
export class Campaign20261122145500 implements MigrationInterface {
  name = 'Campaign20261122145500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE campaign_reminder (
        customer_id char(8) PRIMARY KEY REFERENCES customer,
        reminded_at timestamptz NOT NULL DEFAULT now(),
        reminded_by char(8) NOT NULL REFERENCES customer
      )`);
    await runner.query(
      kinds(
        `'pin', 'login_id_link', 'login_id_taken', 'password_link', 'login_id_changed', 'password_changed', 'recovery_frozen', 'login_setup_link', 'login_set_up', 'contact_changed', 'consolidation_link', 'consolidated', 'consolidated_below', 'consolidation_undone', 'campaign_reminder', 'campaign_summary'`,
      ),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      "DELETE FROM notification WHERE template IN ('campaign_reminder', 'campaign_summary')",
    );
    await runner.query(
      kinds(
        `'pin', 'login_id_link', 'login_id_taken', 'password_link', 'login_id_changed', 'password_changed', 'recovery_frozen', 'login_setup_link', 'login_set_up', 'contact_changed', 'consolidation_link', 'consolidated', 'consolidated_below', 'consolidation_undone'`,
      ),
    );
    await runner.query('DROP TABLE campaign_reminder');
  }
}

const kinds = (list: string) => `
  ALTER TABLE notification DROP CONSTRAINT notification_template_check;
  ALTER TABLE notification ADD CONSTRAINT notification_template_check CHECK (template IN (${list}))`;
