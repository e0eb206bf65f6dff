import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nobody begins a login for a customer who has one of the old system, in whatever order the two come. */
export class OldLoginsStayShut20261129194200 implements MigrationInterface {
  name = 'OldLoginsStayShut20261129194200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(HAS_OLD_LOGIN);
    await runner.query(INVITATION);
    await runner.query(OLD_LOGIN_COMES);
    await runner.query(SETUP_LINK);
    await runner.query(CLOSE_WHAT_WAITS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER mail_link_setup_shut ON mail_link;
      DROP TRIGGER legacy_login_given_back ON legacy_login;
      DROP TRIGGER legacy_login_comes ON legacy_login;
      DROP TRIGGER credential_invitation ON credential;
      DROP FUNCTION refuse_setup_link, old_login_given_back, old_login_comes, refuse_invitation, close_begun_logins,
        has_old_login`);
  }
}

// Its owner's rights: it is asked within the rights of a dealer, too, who may not read a hash.
const HAS_OLD_LOGIN = `
  CREATE FUNCTION has_old_login(customer char(8)) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public
    RETURN EXISTS (SELECT FROM legacy_login WHERE legacy_login.customer_id = customer AND retired_at IS NULL
                     AND (foreign_hash IS NOT NULL OR password_hash IS NOT NULL))`;

const INVITATION = `
  CREATE FUNCTION refuse_invitation() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF has_old_login(NEW.customer_id) THEN
      RAISE EXCEPTION 'the customer has an old login' USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER credential_invitation BEFORE INSERT OR UPDATE OF login_id, setup_requested_by ON credential
    FOR EACH ROW WHEN (NEW.state = 'invited' AND NEW.confirmed_at IS NULL) EXECUTE FUNCTION refuse_invitation()`;

// A login that somebody else began and the customer never made the own by consolidation gives way to the old one: who
// knows the old password is the customer.
const OLD_LOGIN_COMES = `
  CREATE FUNCTION close_begun_logins(customers char(8)[]) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = public AS $$
    WITH closed AS (
      DELETE FROM credential
       WHERE customer_id = ANY (customers)
         AND (state = 'invited' AND confirmed_at IS NULL
           OR setup_requested_by IS NOT NULL AND NOT EXISTS (
             SELECT FROM consolidation WHERE consolidation.customer_id = credential.customer_id
               AND done_at IS NOT NULL AND undone_at IS NULL))
      RETURNING customer_id
    ), ended AS (
      UPDATE session SET ended_at = now()
       WHERE ended_at IS NULL AND legacy_login_id IS NULL AND customer_id IN (SELECT customer_id FROM closed)
    )
    UPDATE mail_link SET superseded_at = now()
     WHERE used_at IS NULL AND superseded_at IS NULL AND purpose IN ('setup', 'password')
       AND customer_id IN (SELECT customer_id FROM closed)
  $$;
  CREATE FUNCTION old_login_comes() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM close_begun_logins(array_agg(DISTINCT customer_id)) FROM fresh
      WHERE retired_at IS NULL AND (foreign_hash IS NOT NULL OR password_hash IS NOT NULL) HAVING count(*) > 0;
    RETURN NULL;
  END $$;
  CREATE TRIGGER legacy_login_comes AFTER INSERT ON legacy_login
    REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION old_login_comes();
  -- a sign-in writes to it, too: only what could not open before, and can now, counts
  CREATE FUNCTION old_login_given_back() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    PERFORM close_begun_logins(array_agg(DISTINCT fresh.customer_id)) FROM fresh JOIN stale USING (id)
      WHERE fresh.retired_at IS NULL AND (fresh.foreign_hash IS NOT NULL OR fresh.password_hash IS NOT NULL)
        AND (stale.retired_at IS NOT NULL OR stale.foreign_hash IS NULL AND stale.password_hash IS NULL)
      HAVING count(*) > 0;
    RETURN NULL;
  END $$;
  CREATE TRIGGER legacy_login_given_back AFTER UPDATE ON legacy_login
    REFERENCING OLD TABLE AS stale NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION old_login_given_back()`;

const SETUP_LINK = `
  CREATE FUNCTION refuse_setup_link() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF has_old_login(NEW.customer_id) THEN
      RAISE EXCEPTION 'the customer has an old login' USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER mail_link_setup_shut BEFORE INSERT OR UPDATE OF used_at ON mail_link
    FOR EACH ROW WHEN (NEW.purpose = 'setup') EXECUTE FUNCTION refuse_setup_link()`;

// What somebody has set up and uses stays; what only waits for an answer is void.
const CLOSE_WHAT_WAITS = `
  WITH closed AS (
    DELETE FROM credential WHERE state = 'invited' AND confirmed_at IS NULL AND has_old_login(customer_id)
    RETURNING customer_id
  )
  UPDATE mail_link SET superseded_at = now()
   WHERE used_at IS NULL AND superseded_at IS NULL AND purpose IN ('setup', 'password')
     AND customer_id IN (SELECT customer_id FROM closed)`;
