import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The second person is a second person: nobody whom the first made, who made the first, or whom somebody else made with
 * the first; who stood above the customer before the request, with a login that is older than it.
 */
export class IndependentSecondPerson20261129200000 implements MigrationInterface {
  name = 'IndependentSecondPerson20261129200000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(MAKERS);
    await runner.query(WHO_MADE);
    await runner.query(INDEPENDENT);
    await runner.query(REQUESTS);
    await runner.query(MAY_APPROVE);
    await runner.query(ASKED);
    await runner.query(DECIDED);
    await runner.query(MOVED);
    await runner.query(CONTACTS);
    await changeKinds(runner, (list) => list.replace('ARRAY[', `ARRAY[${KIND}, `));
  }

  /** Requests about mail addresses, and those that a move ended, are undone with what made them possible. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notification WHERE template = ${KIND}`);
    await changeKinds(runner, (list) => list.replace(`${KIND}, `, ''));
    await runner.query(`
      DROP TRIGGER contact_point_by_dealer ON contact_point;
      DROP TRIGGER customer_moved ON customer;
      DROP TRIGGER contact_change_decided ON contact_change_request;
      DROP TRIGGER contact_change_asked ON contact_change_request;
      DROP TRIGGER login_maker_contact ON contact_change_request;
      DROP TRIGGER login_maker_login ON credential;
      DROP TRIGGER login_maker_record ON customer_registration;
      DROP FUNCTION refuse_contact_of_one, cancel_requests, judge_decision, place_request, may_reopen, may_approve,
        are_independent, makers_of, note_maker_of_contact, note_maker_of_login, note_maker_of_record;
      DROP TABLE login_maker;
      DELETE FROM contact_change_request WHERE state = 'cancelled' OR kind = 'email';
      ALTER TABLE contact_change_request
        DROP CONSTRAINT contact_change_request_state_check, DROP CONSTRAINT contact_change_request_kind_check,
        DROP CONSTRAINT contact_change_request_value_check, DROP CONSTRAINT contact_change_request_check3,
        DROP COLUMN customer_path,
        ADD CONSTRAINT contact_change_request_state_check CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn')),
        ADD CONSTRAINT contact_change_request_kind_check
          CHECK (kind IN ('landline', 'mobile', 'ip_phone', 'unreachable_phone')),
        ADD CONSTRAINT contact_change_request_value_check CHECK (value ~ '^[+]81[0-9]{9,10}$'),
        ADD CONSTRAINT contact_change_request_check3
          CHECK ((state = 'pending') = (decided_by IS NULL) AND (state = 'pending') = (decided_at IS NULL))`);
  }
}

// Kept for good: a login that is corrected by somebody else was still begun by the first.
const MAKERS = `
  CREATE TABLE login_maker (
    customer_id char(8) NOT NULL REFERENCES customer DEFERRABLE INITIALLY DEFERRED,
    maker char(8) NOT NULL REFERENCES customer,
    -- registered the record; began or corrected the login; asked for a contact that came to be
    act text NOT NULL CHECK (act IN ('record', 'login', 'contact')),
    made_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (customer_id, maker, act)
  );
  REVOKE ALL ON login_maker FROM daiko_api, daiko_worker;
  GRANT SELECT ON login_maker TO daiko_api;
  INSERT INTO login_maker (customer_id, maker, act, made_at)
    SELECT customer_id, registered_by, 'record', registered_at FROM customer_registration
    UNION ALL
    SELECT customer_id, setup_requested_by, 'login', created_at FROM credential WHERE setup_requested_by IS NOT NULL
    UNION ALL
    SELECT customer_id, requested_by, 'contact', min(decided_at)
      FROM contact_change_request WHERE state = 'approved' AND value IS NOT NULL GROUP BY customer_id, requested_by`;

// With their owner's rights: whoever writes a request or a login cannot leave this out, nor write it otherwise.
const noteMaker = (what: string, act: string, maker: string) => `
  CREATE FUNCTION note_maker_of_${what}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    INSERT INTO login_maker (customer_id, maker, act) VALUES (NEW.customer_id, NEW.${maker}, '${act}')
    ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$`;
const WHO_MADE = `
  ${noteMaker('record', 'record', 'registered_by')};
  ${noteMaker('login', 'login', 'setup_requested_by')};
  ${noteMaker('contact', 'contact', 'requested_by')};
  CREATE TRIGGER login_maker_record AFTER INSERT ON customer_registration
    FOR EACH ROW EXECUTE FUNCTION note_maker_of_record();
  CREATE TRIGGER login_maker_login AFTER INSERT OR UPDATE OF setup_requested_by ON credential
    FOR EACH ROW WHEN (NEW.setup_requested_by IS NOT NULL) EXECUTE FUNCTION note_maker_of_login();
  CREATE TRIGGER login_maker_contact AFTER UPDATE OF state ON contact_change_request
    FOR EACH ROW WHEN (NEW.state = 'approved' AND NEW.value IS NOT NULL) EXECUTE FUNCTION note_maker_of_contact()`;

const INDEPENDENT = `
  CREATE FUNCTION makers_of(person char(8)) RETURNS SETOF char(8) LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    WITH RECURSIVE line (id) AS (
      SELECT person UNION SELECT login_maker.maker FROM login_maker JOIN line ON login_maker.customer_id = line.id
    )
    SELECT id FROM line
  $$;
  CREATE FUNCTION are_independent(one char(8), other char(8)) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$ SELECT NOT EXISTS (SELECT makers_of(one) INTERSECT SELECT makers_of(other)) $$;
  -- whoever had a contact of the customer changed does not open the customer's recovery again, nor does their creature
  CREATE FUNCTION may_reopen(customer char(8), person char(8)) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    SELECT NOT EXISTS (SELECT FROM login_maker
      WHERE customer_id = customer AND act = 'contact' AND NOT are_independent(maker, person))
  $$`;

const REQUESTS = `
  ALTER TABLE contact_change_request ADD customer_path ltree;
  UPDATE contact_change_request SET customer_path = path FROM customer
   WHERE customer.customer_id = contact_change_request.customer_id;
  ALTER TABLE contact_change_request
    -- where the customer stood when it was asked: who came to stand above later is no second person
    ALTER customer_path SET NOT NULL,
    DROP CONSTRAINT contact_change_request_state_check, DROP CONSTRAINT contact_change_request_kind_check,
    DROP CONSTRAINT contact_change_request_value_check, DROP CONSTRAINT contact_change_request_check3,
    -- cancelled: the customer was moved
    ADD CONSTRAINT contact_change_request_state_check
      CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn', 'cancelled')),
    ADD CONSTRAINT contact_change_request_kind_check
      CHECK (kind IN ('landline', 'mobile', 'ip_phone', 'unreachable_phone', 'email')),
    -- E.164, or the folded address
    ADD CONSTRAINT contact_change_request_value_check CHECK (
      CASE kind WHEN 'email' THEN value = lower(value) AND value LIKE '%_@_%' ELSE value ~ '^[+]81[0-9]{9,10}$' END),
    ADD CONSTRAINT contact_change_request_check3 CHECK (
      (state IN ('pending', 'cancelled')) = (decided_by IS NULL) AND (state = 'pending') = (decided_at IS NULL))`;

const MAY_APPROVE = `
  CREATE FUNCTION may_approve(request uuid, person char(8)) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = public AS $$
    SELECT EXISTS (
      SELECT FROM contact_change_request asked
        JOIN customer ON customer.customer_id = asked.customer_id
        JOIN customer second ON second.customer_id = person
        JOIN rank ON rank.code = second.rank_code
        JOIN credential ON credential.customer_id = person
       WHERE asked.id = request AND person NOT IN (asked.customer_id, asked.requested_by)
         AND customer.path = asked.customer_path AND second.suspended_at IS NULL
         AND (rank.role = 'operator' OR rank.role = 'dealer' AND asked.customer_path <@ second.path)
         AND credential.state = 'active' AND credential.confirmed_at < asked.requested_at
         AND are_independent(asked.requested_by, person))
  $$`;

const ASKED = `
  CREATE FUNCTION place_request() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    NEW.state := 'pending';
    NEW.requested_at := now();
    SELECT path INTO NEW.customer_path FROM customer WHERE customer_id = NEW.customer_id;
    RETURN NEW;
  END $$;
  CREATE TRIGGER contact_change_asked BEFORE INSERT ON contact_change_request
    FOR EACH ROW EXECUTE FUNCTION place_request()`;

const DECIDED = `
  CREATE FUNCTION judge_decision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF OLD.state <> 'pending'
       OR (NEW.customer_id, NEW.action, NEW.requested_by, NEW.requested_at, NEW.customer_path)
          IS DISTINCT FROM (OLD.customer_id, OLD.action, OLD.requested_by, OLD.requested_at, OLD.customer_path)
       OR (NEW.contact_point_id, NEW.kind, NEW.value) IS DISTINCT FROM (OLD.contact_point_id, OLD.kind, OLD.value) THEN
      RAISE EXCEPTION 'a request stays as it was asked, and is decided once'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    IF NEW.state = 'approved' AND NOT may_approve(OLD.id, NEW.decided_by) THEN
      RAISE EXCEPTION 'no second person of this request'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER contact_change_decided BEFORE UPDATE ON contact_change_request
    FOR EACH ROW EXECUTE FUNCTION judge_decision()`;

// Of the one who is moved alone, though the rows of all below change: their requests end with it.
const MOVED = `
  CREATE FUNCTION cancel_requests() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    UPDATE contact_change_request SET state = 'cancelled', decided_at = now()
     WHERE state = 'pending' AND customer_path <@ OLD.path;
    RETURN NULL;
  END $$;
  CREATE TRIGGER customer_moved AFTER UPDATE ON customer
    FOR EACH ROW WHEN (OLD.parent_customer_id IS DISTINCT FROM NEW.parent_customer_id)
    EXECUTE FUNCTION cancel_requests()`;

// What is done for somebody who manages others carries their number: then a contact comes by an approval of this very
// transaction, and is held, or with a customer who is registered in it.
const CONTACTS = `
  CREATE FUNCTION refuse_contact_of_one() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF NOT EXISTS (SELECT FROM customer WHERE customer_id = NEW.customer_id AND created_at = now())
       AND NOT (NEW.held_until > now() AND EXISTS (
         SELECT FROM contact_change_request asked WHERE asked.customer_id = NEW.customer_id AND asked.value = NEW.value
           AND state = 'approved' AND decided_at = now())) THEN
      RAISE EXCEPTION 'a contact that nobody approved' USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER contact_point_by_dealer BEFORE INSERT OR UPDATE OF value, held_until, confirmed_at ON contact_point
    FOR EACH ROW WHEN (nullif(current_setting('daiko.viewer', true), '') IS NOT NULL)
    EXECUTE FUNCTION refuse_contact_of_one()`;

const KIND = `'customer_moved'::text`;

/** The list as it is, whoever else has added to it. */
async function changeKinds(runner: QueryRunner, change: (definition: string) => string): Promise<void> {
  const [{ definition }] = (await runner.query(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'notification_template_check'`,
  )) as [{ definition: string }];
  await runner.query(`
    ALTER TABLE notification DROP CONSTRAINT notification_template_check;
    ALTER TABLE notification ADD CONSTRAINT notification_template_check ${change(definition)}`);
}
