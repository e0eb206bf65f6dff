import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A change of a contact can be approved or refused by the customer, too: by a link that was mailed to an address which
 * the customer had confirmed before the request.
 */
export class CustomersOwnYes20261130003000 implements MigrationInterface {
  name = 'CustomersOwnYes20261130003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(LINKS);
    await runner.query(MAY_ANSWER);
    await runner.query(GUARD_LINKS);
    await runner.query(`
      ALTER TABLE contact_change_request DROP CONSTRAINT contact_change_request_check5,
        ADD CONSTRAINT contact_change_request_check5 CHECK (requested_by <> customer_id
          AND (decided_by IS DISTINCT FROM customer_id OR state IN ('approved', 'refused')))`);
    await runner.query(judge(CUSTOMER_DECIDES));
    await runner.query(closeBegunLogins(OR_ALLOWED_BY_THEM));
    await changeKinds(runner, (list) => list.replace('ARRAY[', `ARRAY[${KIND}, `));
  }

  /** What customers decided themselves goes with the links that made it possible. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notification WHERE template = ${KIND}`);
    await changeKinds(runner, (list) => list.replace(`${KIND}, `, ''));
    await runner.query(closeBegunLogins(''));
    await runner.query(judge(SECOND_PERSON_DECIDES));
    await runner.query(`
      DELETE FROM contact_change_request WHERE decided_by = customer_id;
      DELETE FROM mail_link WHERE purpose = 'contact_change';
      ALTER TABLE contact_change_request DROP CONSTRAINT contact_change_request_check5,
        ADD CONSTRAINT contact_change_request_check5
          CHECK (requested_by <> customer_id AND decided_by IS DISTINCT FROM customer_id);
      DROP TRIGGER contact_change_links_end ON contact_change_request;
      DROP TRIGGER mail_link_of_change ON mail_link;
      DROP FUNCTION end_links_of_change, judge_link_of_change, customer_was_asked, customer_answers, may_answer;
      DROP INDEX mail_link_one_live, mail_link_of_change_once;
      ALTER TABLE mail_link DROP COLUMN contact_change_request_id, DROP COLUMN contact_point_id,
        DROP CONSTRAINT mail_link_purpose_check,
        ADD CONSTRAINT mail_link_purpose_check CHECK (purpose IN ('login_id', 'password', 'setup', 'consolidation'));
      CREATE UNIQUE INDEX mail_link_one_live ON mail_link (customer_id, purpose)
        WHERE used_at IS NULL AND superseded_at IS NULL`);
  }
}

const KIND = `'contact_change_link'::text`;

// Each confirmed address gets a link of its own: with the address, its link goes.
const LINKS = `
  ALTER TABLE mail_link
    ADD contact_change_request_id uuid REFERENCES contact_change_request,
    ADD contact_point_id uuid REFERENCES contact_point,
    DROP CONSTRAINT mail_link_purpose_check,
    ADD CONSTRAINT mail_link_purpose_check
      CHECK (purpose IN ('login_id', 'password', 'setup', 'consolidation', 'contact_change')),
    ADD CONSTRAINT mail_link_of_change CHECK (
      (purpose = 'contact_change') = (contact_change_request_id IS NOT NULL)
      AND (purpose = 'contact_change') = (contact_point_id IS NOT NULL));
  DROP INDEX mail_link_one_live;
  CREATE UNIQUE INDEX mail_link_one_live ON mail_link (customer_id, purpose)
    WHERE used_at IS NULL AND superseded_at IS NULL AND purpose <> 'contact_change';
  CREATE UNIQUE INDEX mail_link_of_change_once ON mail_link (contact_change_request_id, contact_point_id)
    WHERE contact_change_request_id IS NOT NULL`;

// Whose mail box speaks for the customer: a confirmed address, older than the request, and none of who asked.
const MAY_ANSWER = `
  CREATE FUNCTION may_answer(request uuid, contact uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    SELECT EXISTS (
      SELECT FROM contact_change_request asked
        JOIN customer USING (customer_id)
        JOIN contact_point address ON address.customer_id = asked.customer_id
       WHERE asked.id = request AND asked.state = 'pending' AND customer.path = asked.customer_path
         AND address.id = contact AND address.kind = 'email' AND address.retired_at IS NULL
         AND address.created_at < asked.requested_at AND address.confirmed_at < asked.requested_at
         AND (address.held_until IS NULL OR address.held_until <= asked.requested_at)
         AND NOT EXISTS (SELECT FROM contact_point own
                          WHERE own.customer_id = asked.requested_by AND own.value = address.value)
         AND NOT EXISTS (SELECT FROM credential own
                          WHERE own.customer_id = asked.requested_by AND own.login_id = address.value))
  $$;
  -- in the transaction that uses the link
  CREATE FUNCTION customer_answers(request uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    SELECT EXISTS (
      SELECT FROM mail_link link
        JOIN notification mail ON mail.mail_link_id = link.id AND mail.contact_point_id = link.contact_point_id
       WHERE link.contact_change_request_id = request AND link.used_at = now()
         AND may_answer(request, link.contact_point_id))
  $$;
  -- for the pages of dealers, who read no links
  CREATE FUNCTION customer_was_asked(request uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    SELECT EXISTS (SELECT FROM mail_link WHERE contact_change_request_id = request)
  $$`;

// Whatever decides or cancels a request ends its links with it.
const GUARD_LINKS = `
  CREATE FUNCTION judge_link_of_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM contact_change_request asked
                    WHERE asked.id = NEW.contact_change_request_id AND asked.customer_id = NEW.customer_id)
       OR NOT may_answer(NEW.contact_change_request_id, NEW.contact_point_id) THEN
      RAISE EXCEPTION 'no address that speaks for the customer'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER mail_link_of_change
    BEFORE INSERT OR UPDATE OF purpose, customer_id, contact_change_request_id, contact_point_id ON mail_link
    FOR EACH ROW WHEN (NEW.purpose = 'contact_change') EXECUTE FUNCTION judge_link_of_change();
  CREATE FUNCTION end_links_of_change() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    UPDATE mail_link SET superseded_at = now()
     WHERE contact_change_request_id = NEW.id AND used_at IS NULL AND superseded_at IS NULL;
    RETURN NULL;
  END $$;
  CREATE TRIGGER contact_change_links_end AFTER UPDATE OF state ON contact_change_request
    FOR EACH ROW WHEN (NEW.state <> 'pending') EXECUTE FUNCTION end_links_of_change()`;

const SECOND_PERSON_DECIDES = `NEW.state = 'approved' AND NOT may_approve(OLD.id, NEW.decided_by)`;
const CUSTOMER_DECIDES = `CASE WHEN NEW.decided_by = OLD.customer_id THEN NOT customer_answers(OLD.id)
              ELSE ${SECOND_PERSON_DECIDES} END`;

const judge = (isNobodys: string) => `
  CREATE OR REPLACE FUNCTION judge_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public AS $$
  BEGIN
    IF OLD.state <> 'pending'
       OR (NEW.customer_id, NEW.action, NEW.requested_by, NEW.requested_at, NEW.customer_path)
          IS DISTINCT FROM (OLD.customer_id, OLD.action, OLD.requested_by, OLD.requested_at, OLD.customer_path)
       OR (NEW.contact_point_id, NEW.kind, NEW.value) IS DISTINCT FROM (OLD.contact_point_id, OLD.kind, OLD.value) THEN
      RAISE EXCEPTION 'a request stays as it was asked, and is decided once'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF (${isNobodys}) THEN
      RAISE EXCEPTION 'no second person of this request'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$`;

// A login that somebody else began may have allowed contacts by its address: they go with it.
const OR_ALLOWED_BY_THEM = ` OR EXISTS (
             SELECT FROM contact_change_request asked
              WHERE asked.customer_id = closed.customer_id AND asked.value = contact_point.value
                AND asked.decided_by = asked.customer_id AND asked.state = 'approved'
                AND asked.decided_at >= closed.created_at)`;

const closeBegunLogins = (orAllowedByThem: string) => `
  CREATE OR REPLACE FUNCTION close_begun_logins(customers char(8)[]) RETURNS void LANGUAGE sql SECURITY DEFINER
    SET search_path = public AS $$
    WITH closed AS (
      DELETE FROM credential
       WHERE customer_id = ANY (customers)
         AND (state = 'invited' AND confirmed_at IS NULL
           OR setup_requested_by IS NOT NULL AND NOT EXISTS (
             SELECT FROM consolidation WHERE consolidation.customer_id = credential.customer_id
               AND done_at IS NOT NULL AND undone_at IS NULL))
      RETURNING customer_id, login_id, created_at
    ), ended AS (
      UPDATE session SET ended_at = now()
       WHERE ended_at IS NULL AND legacy_login_id IS NULL AND customer_id IN (SELECT customer_id FROM closed)
    ), gone AS (
      UPDATE contact_point SET retired_at = now() FROM closed
       WHERE contact_point.customer_id = closed.customer_id AND retired_at IS NULL
         AND contact_point.created_at >= closed.created_at AND (value = closed.login_id${orAllowedByThem})
    )
    UPDATE mail_link SET superseded_at = now()
     WHERE used_at IS NULL AND superseded_at IS NULL AND purpose IN ('setup', 'password')
       AND customer_id IN (SELECT customer_id FROM closed)
  $$`;

/** The list as it is, whoever else has added to it. */
async function changeKinds(runner: QueryRunner, change: (definition: string) => string): Promise<void> {
  const [{ definition }] = (await runner.query(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'notification_template_check'`,
  )) as [{ definition: string }];
  await runner.query(`
    ALTER TABLE notification DROP CONSTRAINT notification_template_check;
    ALTER TABLE notification ADD CONSTRAINT notification_template_check ${change(definition)}`);
}
