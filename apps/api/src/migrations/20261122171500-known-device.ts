import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Browsers that customers have signed in with, and the mail about an unusual sign-in. */
export class KnownDevice20261122171500 implements MigrationInterface {
  name = 'KnownDevice20261122171500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(DEVICES);
    await runner.query(kinds([...KINDS, 'unusual_sign_in']));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM notification WHERE template = 'unusual_sign_in'");
    await runner.query(kinds(KINDS));
    await runner.query(`
      ALTER TABLE notification DROP COLUMN session_id;
      ALTER TABLE session DROP COLUMN new_device, DROP COLUMN failures_before;
      ALTER TABLE credential DROP COLUMN devices_since;
      DROP TABLE known_device`);
  }
}

const DEVICES = `
  CREATE TABLE known_device (
    customer_id char(8) NOT NULL REFERENCES customer,
    -- of customer and cookie together
    token_hash bytea NOT NULL,
    first_used_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    -- それは私ではありません was said: it counts as new
    forgotten_at timestamptz,
    PRIMARY KEY (customer_id, token_hash)
  );
  CREATE INDEX known_device_used ON known_device (last_used_at);
  REVOKE ALL ON known_device FROM daiko_worker;
  GRANT SELECT, DELETE ON known_device TO daiko_worker;
  -- the first sign-in since devices are known: it is no new device, whatever it is
  ALTER TABLE credential ADD COLUMN devices_since timestamptz;
  ALTER TABLE session
    ADD COLUMN new_device boolean NOT NULL DEFAULT false,
    ADD COLUMN failures_before smallint NOT NULL DEFAULT 0;
  ALTER TABLE notification ADD COLUMN session_id uuid REFERENCES session ON DELETE SET NULL;
  CREATE INDEX notification_session ON notification (session_id) WHERE session_id IS NOT NULL`;

const KINDS = [
  'pin',
  'login_id_link',
  'login_id_taken',
  'password_link',
  'login_id_changed',
  'password_changed',
  'recovery_frozen',
  'login_setup_link',
  'login_set_up',
  'contact_changed',
  'consolidation_link',
  'consolidated',
  'consolidated_below',
  'consolidation_undone',
  'campaign_reminder',
  'campaign_summary',
];

const kinds = (list: readonly string[]) => `
  ALTER TABLE notification DROP CONSTRAINT notification_template_check;
  ALTER TABLE notification ADD CONSTRAINT notification_template_check
    CHECK (template IN (${list.map((kind) => `'${kind}'`).join(', ')}))`;
