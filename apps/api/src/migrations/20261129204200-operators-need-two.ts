import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An operator whom an operator makes is suspended until another one, independent of the first, has approved it. */
export class OperatorsNeedTwo20261129204200 implements MigrationInterface {
  name = 'OperatorsNeedTwo20261129204200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(APPOINTMENT);
    await runner.query(MADE);
    await runner.query(RAISED);
    await runner.query(APPROVED);
  }

  /** Whoever still waits stays suspended. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER operator_appointment_approved ON operator_appointment;
      DROP TRIGGER customer_operator_raised ON customer;
      DROP TRIGGER customer_operator_made ON customer;
      DROP FUNCTION judge_appointment, refuse_unapproved_operator, suspend_new_operator;
      DROP TABLE operator_appointment`);
  }
}

const APPOINTMENT = `
  CREATE TABLE operator_appointment (
    customer_id char(8) PRIMARY KEY REFERENCES customer DEFERRABLE INITIALLY DEFERRED,
    requested_by char(8) NOT NULL REFERENCES customer,
    requested_at timestamptz NOT NULL DEFAULT now(),
    approved_by char(8) REFERENCES customer,
    approved_at timestamptz,
    CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
    CHECK (approved_by IS DISTINCT FROM requested_by AND approved_by IS DISTINCT FROM customer_id)
  );
  REVOKE ALL ON operator_appointment FROM daiko_api, daiko_worker;
  GRANT SELECT, UPDATE (approved_by, approved_at) ON operator_appointment TO daiko_api`;

// What is done for somebody who manages others carries their number. An import from the command line does not: whoever
// can run that has the database itself.
const MADE = `
  CREATE FUNCTION suspend_new_operator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF (SELECT role FROM rank WHERE code = NEW.rank_code) = 'operator' THEN
      NEW.suspended_at := now();
      INSERT INTO operator_appointment (customer_id, requested_by)
        VALUES (NEW.customer_id, current_setting('daiko.viewer'));
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER customer_operator_made BEFORE INSERT ON customer
    FOR EACH ROW WHEN (nullif(current_setting('daiko.viewer', true), '') IS NOT NULL)
    EXECUTE FUNCTION suspend_new_operator()`;

// Nobody becomes one by a change of rank, either: an operator is registered as such.
const RAISED = `
  CREATE FUNCTION refuse_unapproved_operator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
  AS $$ BEGIN
    IF (SELECT role FROM rank WHERE code = NEW.rank_code) <> 'operator' THEN RETURN NEW; END IF;
    IF NEW.rank_code <> OLD.rank_code AND (SELECT role FROM rank WHERE code = OLD.rank_code) <> 'operator'
       OR NEW.suspended_at IS NULL AND EXISTS (
         SELECT FROM operator_appointment WHERE customer_id = NEW.customer_id AND approved_by IS NULL) THEN
      RAISE EXCEPTION 'an operator whom no second operator approved'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER customer_operator_raised BEFORE UPDATE OF rank_code, suspended_at ON customer
    FOR EACH ROW EXECUTE FUNCTION refuse_unapproved_operator()`;

const APPROVED = `
  CREATE FUNCTION judge_appointment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF OLD.approved_by IS NOT NULL OR NOT EXISTS (
      SELECT FROM customer JOIN rank ON rank.code = rank_code JOIN credential USING (customer_id)
       WHERE customer_id = NEW.approved_by AND role = 'operator' AND suspended_at IS NULL AND state = 'active'
         AND confirmed_at < OLD.requested_at AND are_independent(OLD.requested_by, NEW.approved_by)) THEN
      RAISE EXCEPTION 'no second person of this appointment'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER operator_appointment_approved BEFORE UPDATE ON operator_appointment
    FOR EACH ROW EXECUTE FUNCTION judge_appointment()`;
