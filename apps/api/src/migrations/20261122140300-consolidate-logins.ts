import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The mail that makes one login of several, and the notices that it happened. */
export class ConsolidateLogins20261122140300 implements MigrationInterface {
  name = 'ConsolidateLogins20261122140300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(ALLOW);
    // An undone consolidation takes back the login that it made.
    await runner.query('GRANT DELETE ON credential TO daiko_api');
    // Refusals keep their beat while there is any legacy login at all: nobody asks for this index.
    await runner.query('DROP INDEX legacy_login_foreign');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('REVOKE DELETE ON credential FROM daiko_api');
    await runner.query(
      'CREATE INDEX legacy_login_foreign ON legacy_login ((true)) WHERE foreign_hash IS NOT NULL',
    );
    await runner.query(FORGET);
  }
}

const ALLOW = `
  ALTER TABLE mail_link DROP CONSTRAINT mail_link_purpose_check;
  ALTER TABLE mail_link ADD CONSTRAINT mail_link_purpose_check
    CHECK (purpose IN ('login_id', 'password', 'setup', 'consolidation'));
  ALTER TABLE mail_link DROP CONSTRAINT mail_link_check;
  ALTER TABLE mail_link ADD CONSTRAINT mail_link_check
    CHECK ((purpose IN ('login_id', 'setup', 'consolidation')) = (email IS NOT NULL));
  ALTER TABLE notification DROP CONSTRAINT notification_template_check;
  ALTER TABLE notification ADD CONSTRAINT notification_template_check
    CHECK (template IN ('pin', 'login_id_link', 'login_id_taken', 'password_link', 'login_id_changed',
                        'password_changed', 'recovery_frozen', 'login_setup_link', 'login_set_up', 'contact_changed', 'consolidation_link', 'consolidated',
                        'consolidated_below', 'consolidation_undone'))`;

const FORGET = `
  DELETE FROM notification WHERE template IN
    ('consolidation_link', 'consolidated', 'consolidated_below', 'consolidation_undone');
  DELETE FROM mail_link WHERE purpose = 'consolidation';
  ALTER TABLE mail_link DROP CONSTRAINT mail_link_purpose_check;
  ALTER TABLE mail_link ADD CONSTRAINT mail_link_purpose_check CHECK (purpose IN ('login_id', 'password', 'setup'));
  ALTER TABLE mail_link DROP CONSTRAINT mail_link_check;
  ALTER TABLE mail_link ADD CONSTRAINT mail_link_check CHECK ((purpose IN ('login_id', 'setup')) = (email IS NOT NULL));
  ALTER TABLE notification DROP CONSTRAINT notification_template_check;
  ALTER TABLE notification ADD CONSTRAINT notification_template_check
    CHECK (template IN ('pin', 'login_id_link', 'login_id_taken', 'password_link', 'login_id_changed',
                        'password_changed', 'recovery_frozen', 'login_setup_link', 'login_set_up', 'contact_changed'))`;
