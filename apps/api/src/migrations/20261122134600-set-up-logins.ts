import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Logins that a dealer begins and the customer sets up; contacts that a dealer changes and that wait for a day. */
export class SetUpLogins20261122134600 implements MigrationInterface {
  name = 'SetUpLogins20261122134600';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CUSTOMER);
    await runner.query(CREDENTIAL);
    await runner.query(LINKS_AND_MESSAGES);
    await runner.query(
      overview("WHEN credential.state = 'invited' AND credential.undelivered_at IS NOT NULL THEN 'bouncing'"),
    );
    await runner.query(invitation('AND credential.confirmed_at IS NULL'));
  }

  /** Mails of the new kinds are undone with what they were about; of two unconfirmed owners of an address the first stays. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(overview(''));
    await runner.query(invitation(''));
    await runner.query(`
      DELETE FROM notification WHERE template IN ('login_setup_link', 'login_set_up', 'contact_changed');
      DELETE FROM mail_link WHERE purpose = 'setup';
      ALTER TABLE notification DROP CONSTRAINT notification_template_check;
      ALTER TABLE notification ADD CONSTRAINT notification_template_check CHECK (template IN (
        'pin', 'login_id_link', 'login_id_taken', 'password_link', 'login_id_changed', 'password_changed', 'recovery_frozen'));
      ALTER TABLE mail_link DROP CONSTRAINT mail_link_check;
      ALTER TABLE mail_link ADD CONSTRAINT mail_link_check CHECK ((purpose = 'login_id') = (email IS NOT NULL));
      ALTER TABLE mail_link DROP CONSTRAINT mail_link_purpose_check;
      ALTER TABLE mail_link ADD CONSTRAINT mail_link_purpose_check CHECK (purpose IN ('login_id', 'password'));
      DELETE FROM credential WHERE state = 'invited' AND EXISTS (
        SELECT FROM credential other WHERE other.login_id = credential.login_id AND other.customer_id <> credential.customer_id
          AND (other.state <> 'invited' OR other.customer_id < credential.customer_id));
      DROP INDEX credential_login_id_once, credential_login_id;
      ALTER TABLE credential
        DROP COLUMN confirmed_at, DROP COLUMN setup_version, DROP COLUMN setup_requested_by,
        DROP COLUMN setup_notification_id, DROP COLUMN undelivered_at,
        ADD CONSTRAINT credential_login_id_key UNIQUE (login_id);
      ALTER TABLE contact_point DROP COLUMN held_until;
      ALTER TABLE customer DROP COLUMN birthday, DROP COLUMN representative`);
  }
}

const CUSTOMER = `
  ALTER TABLE customer
    ADD birthday date,
    -- 代表者 of a company
    ADD representative text;
  -- a dealer changed it: until then no PIN goes there and it identifies nobody
  ALTER TABLE contact_point ADD held_until timestamptz`;

// An address belongs to who answered from it. Until then several may be asked at it, and a dealer cannot learn from a
// refusal whose login ID it is.
const CREDENTIAL = `
  ALTER TABLE credential
    -- the address answered a mail
    ADD confirmed_at timestamptz,
    -- rises with each registration, correction and mail of the dealer's
    ADD setup_version integer NOT NULL DEFAULT 0,
    ADD setup_requested_by char(8) REFERENCES customer,
    -- the last mail that went out for it
    ADD setup_notification_id uuid,
    -- that mail was refused for good: メール不達
    ADD undelivered_at timestamptz;
  UPDATE credential SET confirmed_at = coalesce(password_changed_at, created_at) WHERE state <> 'invited';
  UPDATE credential SET setup_version = 1 WHERE state = 'invited';
  ALTER TABLE credential DROP CONSTRAINT credential_login_id_key;
  CREATE UNIQUE INDEX credential_login_id_once ON credential (login_id) WHERE state <> 'invited' OR confirmed_at IS NOT NULL;
  CREATE INDEX credential_login_id ON credential (login_id)`;

const LINKS_AND_MESSAGES = `
  ALTER TABLE mail_link DROP CONSTRAINT mail_link_purpose_check;
  ALTER TABLE mail_link ADD CONSTRAINT mail_link_purpose_check CHECK (purpose IN ('login_id', 'password', 'setup'));
  ALTER TABLE mail_link DROP CONSTRAINT mail_link_check;
  ALTER TABLE mail_link ADD CONSTRAINT mail_link_check CHECK ((purpose IN ('login_id', 'setup')) = (email IS NOT NULL));
  ALTER TABLE notification DROP CONSTRAINT notification_template_check;
  ALTER TABLE notification ADD CONSTRAINT notification_template_check CHECK (template IN (
    'pin', 'login_id_link', 'login_id_taken', 'password_link', 'login_id_changed', 'password_changed', 'recovery_frozen',
    'login_setup_link', 'login_set_up', 'contact_changed'))`;

// ログイン状況, with メール不達 for a setup mail that did not arrive; all else as it was.
const overview = (undelivered: string) => `
  CREATE OR REPLACE VIEW customer_overview AS
  SELECT customer.customer_id, customer.kind, customer.name, customer.kana, customer.search_key, customer.rank_code,
         customer.member_class_code, customer.parent_customer_id, customer.path,
         CASE WHEN customer.suspended_at IS NOT NULL OR credential.state = 'suspended' THEN 'suspended'
              WHEN EXISTS (SELECT FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id
                             AND legacy_login.retired_at IS NULL)
                   AND (credential.customer_id IS NOT NULL
                     OR EXISTS (SELECT FROM legacy_login one JOIN legacy_login another
                                    ON another.customer_id = one.customer_id AND another.id > one.id
                                WHERE one.customer_id = customer.customer_id
                                  AND one.retired_at IS NULL AND another.retired_at IS NULL)) THEN 'several'
${undelivered}
              WHEN EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = customer.customer_id
                             AND contact_point.kind = 'email' AND contact_point.failed_at IS NOT NULL
                             AND contact_point.retired_at IS NULL) THEN 'bouncing'
              ELSE coalesce(credential.state, 'none') END AS login_status,
         (CASE WHEN credential.customer_id IS NULL THEN 0 ELSE 1 END
           + (SELECT count(*) FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id
                AND legacy_login.retired_at IS NULL))::int AS login_count,
         greatest((SELECT max(signed_in_at) FROM session WHERE session.customer_id = customer.customer_id),
                  (SELECT max(last_signed_in_at) FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id)
                 ) AS last_sign_in_at
  FROM customer LEFT JOIN credential ON credential.customer_id = customer.customer_id`;

// An address that a customer has confirmed is seen no more, though the password may not be set yet.
const invitation = (unconfirmed: string) => `
  CREATE OR REPLACE VIEW network_invitation AS
    SELECT credential.customer_id, credential.login_id
    FROM credential JOIN customer ON customer.customer_id = credential.customer_id
    WHERE credential.state = 'invited' ${unconfirmed} AND customer.path <@ viewer_path()`;
