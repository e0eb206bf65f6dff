import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a suspension ends stays ended, a それは私ではありません is said once, and an undo brings no old password back. */
export class EndForGood20261129201500 implements MigrationInterface {
  name = 'EndForGood20261129201500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(SUSPENSION);
    await runner.query('ALTER TABLE notification ADD COLUMN not_me_said_at timestamptz');
    await runner.query(`
      ALTER TABLE consolidation DROP COLUMN previous_login_id, DROP COLUMN previous_password_hash,
        DROP COLUMN previous_password_changed_at, DROP COLUMN previous_state`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE consolidation ADD COLUMN previous_login_id text, ADD COLUMN previous_password_hash text,
        ADD COLUMN previous_password_changed_at timestamptz,
        ADD COLUMN previous_state text CHECK (previous_state IN ('invited', 'active', 'suspended')),
        ADD CHECK ((previous_login_id IS NULL) = (previous_state IS NULL))`);
    await runner.query('ALTER TABLE notification DROP COLUMN not_me_said_at');
    await runner.query(`
      DROP TRIGGER customer_suspended ON customer;
      DROP TRIGGER credential_suspended ON credential;
      DROP TRIGGER legacy_login_suspended ON legacy_login;
      DROP FUNCTION end_all_of_customer, end_all_of_legacy_login`);
  }
}

// The import, a page or an operator at the database may suspend: it is the same for all. The lifting ends once more what
// a sign-in that ran at the same moment as the suspension began. They have their owner's rights: who suspends need not
// be allowed to write to sessions.
const SUSPENSION = `
  CREATE FUNCTION end_all_of_customer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    UPDATE session SET ended_at = now() WHERE customer_id = NEW.customer_id AND ended_at IS NULL;
    UPDATE passkey_step SET ended_at = now() WHERE customer_id = NEW.customer_id AND ended_at IS NULL;
    WITH ended AS (
      UPDATE pin_challenge SET ended_at = now()
        WHERE customer_id = NEW.customer_id AND ended_at IS NULL AND done_at IS NULL RETURNING id
    )
    UPDATE notification SET not_after = now()
      WHERE challenge_id IN (SELECT id FROM ended) AND template = 'pin' AND not_after > now();
    UPDATE mail_link SET superseded_at = now()
      WHERE customer_id = NEW.customer_id AND used_at IS NULL AND superseded_at IS NULL;
    RETURN NULL;
  END $$;
  CREATE FUNCTION end_all_of_legacy_login() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    UPDATE session SET ended_at = now() WHERE legacy_login_id = NEW.id AND ended_at IS NULL;
    RETURN NULL;
  END $$;
  CREATE TRIGGER customer_suspended AFTER UPDATE OF suspended_at ON customer FOR EACH ROW
    WHEN ((OLD.suspended_at IS NULL) <> (NEW.suspended_at IS NULL)) EXECUTE FUNCTION end_all_of_customer();
  CREATE TRIGGER credential_suspended AFTER UPDATE OF state ON credential FOR EACH ROW
    WHEN ((OLD.state = 'suspended') <> (NEW.state = 'suspended')) EXECUTE FUNCTION end_all_of_customer();
  CREATE TRIGGER legacy_login_suspended AFTER UPDATE OF suspended_at ON legacy_login FOR EACH ROW
    WHEN ((OLD.suspended_at IS NULL) <> (NEW.suspended_at IS NULL)) EXECUTE FUNCTION end_all_of_legacy_login()`;
