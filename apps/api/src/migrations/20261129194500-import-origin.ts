import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Both systems issue お客様IDs, so a number does not say who a customer is. From here on the database knows which
 * customers an import brought, gives nobody registered here a login of the old system, issues no number twice, and
 * keeps the tree from growing deeper than its index can bear.
 */
export class ImportOrigin20261129194500 implements MigrationInterface {
  name = 'ImportOrigin20261129194500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(FORGET_MISTAKEN);
    await runner.query(ORIGIN);
    await runner.query(NUMBERS);
    await runner.query(DEPTH);
    await runner.query(STAGING);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(DOWN);
  }
}

// An earlier import took people registered here for those of the old system with the same number. What it brought them
// is taken back: the logins open nothing, and its contacts are theirs no more.
const FORGET_MISTAKEN = `
  UPDATE legacy_login SET retired_at = now()
    WHERE retired_at IS NULL AND customer_id IN (SELECT customer_id FROM customer_registration);
  UPDATE contact_point SET retired_at = now()
    FROM imported_customer imported JOIN customer_registration USING (customer_id) JOIN customer USING (customer_id)
    WHERE contact_point.customer_id = imported.customer_id AND contact_point.retired_at IS NULL
      AND contact_point.created_at > customer.created_at
      AND imported.content->'contacts' @> jsonb_build_array(jsonb_build_object('value', contact_point.value));
  DELETE FROM imported_customer WHERE customer_id IN (SELECT customer_id FROM customer_registration)`;

const ORIGIN = `
  -- the run that brought the customer; null: it came before this was noted
  ALTER TABLE imported_customer ADD run_id uuid REFERENCES import_run;
  CREATE FUNCTION refuse_registered_here() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF EXISTS (SELECT FROM customer_registration WHERE customer_id = NEW.customer_id) THEN
      RAISE EXCEPTION 'customer % was registered here and did not come from the old system', NEW.customer_id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER legacy_login_origin BEFORE INSERT ON legacy_login
    FOR EACH ROW EXECUTE FUNCTION refuse_registered_here();
  CREATE TRIGGER imported_customer_origin BEFORE INSERT ON imported_customer
    FOR EACH ROW EXECUTE FUNCTION refuse_registered_here()`;

// Who registers holds the lock with others; an import that moves the sequence waits for all of them. What is registered
// before is then seen by the import, and what is registered afterwards gets a number behind those of the export.
const NUMBERS = `
  CREATE FUNCTION issue_customer_id() RETURNS char(8) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  DECLARE issued char(8);
  BEGIN
    PERFORM pg_advisory_xact_lock_shared(hashtext('customer.number'));
    LOOP
      issued := lpad(nextval('customer_number')::text, 8, '0');
      EXIT WHEN NOT EXISTS (SELECT FROM customer WHERE customer_id = issued);
    END LOOP;
    RETURN issued;
  END $$;
  -- Behind the highest number of the export in the running series: those that follow the last one issued with no gap
  -- of more than 10,000. A number far away (99999999) is passed over, and met by the loop above if it is ever reached.
  CREATE FUNCTION pass_imported_numbers() RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  DECLARE last_issued bigint; reached bigint;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('customer.number'));
    SELECT last_value INTO last_issued FROM customer_number;
    WITH step AS (
      SELECT number, number - lag(number, 1, last_issued) OVER (ORDER BY number) AS gap
      FROM (SELECT DISTINCT customer_id::bigint AS number FROM import_customer) exported WHERE number > last_issued
    )
    SELECT max(number) INTO reached FROM step
      WHERE number < coalesce((SELECT min(number) FROM step WHERE gap > 10000), 100000000);
    IF reached IS NOT NULL THEN PERFORM setval('customer_number', reached); END IF;
  END $$;
  REVOKE ALL ON FUNCTION issue_customer_id(), pass_imported_numbers(), refuse_registered_here() FROM PUBLIC;
  GRANT EXECUTE ON FUNCTION issue_customer_id() TO daiko_viewer, daiko_api;
  GRANT EXECUTE ON FUNCTION pass_imported_numbers() TO daiko_api;
  REVOKE ALL ON SEQUENCE customer_number FROM daiko_viewer`;

// A tree that is deeper already stays as it is; nothing is added below.
const DEPTH = `
  ALTER TABLE customer ADD CONSTRAINT customer_path_depth CHECK (nlevel(path) <= 100) NOT VALID;
  DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM customer WHERE nlevel(path) > 100) THEN
      ALTER TABLE customer VALIDATE CONSTRAINT customer_path_depth;
    END IF;
  END $$`;

// The staging tables refuse what the tables behind them would refuse, so that a try and the import find the same.
const STAGING = `
  TRUNCATE import_customer, import_contact, import_login;
  ALTER TABLE import_customer
    -- levels from the row above it, or from the top of the tree where there is none in the export
    ADD steps integer NOT NULL DEFAULT 1,
    ADD CHECK (customer_id ~ '^[0-9]{8}$'),
    ADD CHECK (refused IS NOT NULL OR (
      content->>'kind' IN ('personal', 'corporate')
      AND content->>'name' <> '' AND content->>'kana' <> '' AND content->>'searchKey' IS NOT NULL
      AND content->>'rank' IS NOT NULL AND content->>'memberClass' IS NOT NULL
      AND coalesce(content->>'postalCode', '0000000') ~ '^[0-9]{7}$'
      AND coalesce(content->>'registrationNumber', 'T0000000000000') ~ '^T[0-9]{13}$'
      AND coalesce((content->>'registeredAt')::timestamptz, 'epoch') IS NOT NULL
      AND (content->>'suspended')::boolean IS NOT NULL));
  ALTER TABLE import_contact
    ADD CHECK (kind IN ('landline', 'mobile', 'ip_phone', 'unreachable_phone', 'email')),
    ADD CHECK (CASE WHEN kind = 'email' THEN value = lower(value) AND value LIKE '%_@_%' ELSE value ~ '^[+]81[0-9]{9,10}$' END);
  ALTER TABLE import_login
    ADD CHECK (login_id <> ''),
    ADD CHECK (folded_login_id = lower(folded_login_id) AND folded_login_id <> '');
  -- the number under which the log knows what nobody had foreseen
  ALTER TABLE import_line ADD error_id text`;

const DOWN = `
  ALTER TABLE import_line DROP error_id;
  ALTER TABLE import_login DROP CONSTRAINT import_login_login_id_check, DROP CONSTRAINT import_login_folded_login_id_check;
  ALTER TABLE import_contact DROP CONSTRAINT import_contact_kind_check, DROP CONSTRAINT import_contact_check;
  ALTER TABLE import_customer
    DROP CONSTRAINT import_customer_customer_id_check, DROP CONSTRAINT import_customer_check, DROP steps;
  ALTER TABLE customer DROP CONSTRAINT customer_path_depth;
  GRANT USAGE ON SEQUENCE customer_number TO daiko_viewer;
  DROP FUNCTION issue_customer_id(), pass_imported_numbers();
  DROP TRIGGER legacy_login_origin ON legacy_login;
  DROP TRIGGER imported_customer_origin ON imported_customer;
  DROP FUNCTION refuse_registered_here();
  ALTER TABLE imported_customer DROP run_id`;
