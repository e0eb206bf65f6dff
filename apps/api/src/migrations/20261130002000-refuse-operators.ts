import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The registration of an operator can be refused, for good; the other operators get a mail about each one. */
export class RefuseOperators20261130002000 implements MigrationInterface {
  name = 'RefuseOperators20261130002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REFUSALS);
    await runner.query(judge(DECIDED_ONCE));
    await runner.query(NOT_IMPORTED);
    await changeKinds(runner, (list) => list.replace('ARRAY[', `ARRAY[${KINDS}, `));
  }

  /** Operators who were refused wait again, and stay suspended. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notification WHERE template IN (${KINDS})`);
    await changeKinds(runner, (list) => list.replace(`${KINDS}, `, ''));
    await runner.query(`
      DROP TRIGGER imported_customer_is_no_operator ON imported_customer;
      DROP FUNCTION refuse_imported_operator`);
    await runner.query(judge(APPROVED_ONCE));
    await runner.query('ALTER TABLE operator_appointment DROP COLUMN refused_by, DROP COLUMN refused_at');
  }
}

const KINDS = `'operator_registered'::text, 'operator_approved'::text`;

const REFUSALS = `
  ALTER TABLE operator_appointment
    ADD refused_by char(8) REFERENCES customer,
    ADD refused_at timestamptz,
    ADD CONSTRAINT operator_appointment_refused CHECK (
      (refused_by IS NULL) = (refused_at IS NULL) AND (refused_by IS NULL OR approved_by IS NULL)
      AND refused_by IS DISTINCT FROM customer_id);
  CREATE INDEX operator_appointment_waiting ON operator_appointment (requested_at)
    WHERE approved_by IS NULL AND refused_by IS NULL;
  GRANT UPDATE (refused_by, refused_at) ON operator_appointment TO daiko_api`;

const INDEPENDENT = `EXISTS (
      SELECT FROM customer JOIN rank ON rank.code = rank_code JOIN credential USING (customer_id)
       WHERE customer_id = NEW.approved_by AND role = 'operator' AND suspended_at IS NULL AND state = 'active'
         AND confirmed_at < OLD.requested_at AND are_independent(OLD.requested_by, NEW.approved_by))`;
const APPROVED_ONCE = `OLD.approved_by IS NOT NULL OR NOT ${INDEPENDENT}`;
// Any operator may refuse, whoever made the new one included: a refusal gives no rights.
const DECIDED_ONCE = `OLD.approved_by IS NOT NULL OR OLD.refused_by IS NOT NULL
       OR (CASE WHEN NEW.refused_by IS NULL THEN NOT ${INDEPENDENT}
               ELSE NOT EXISTS (
                 SELECT FROM customer JOIN rank ON rank.code = rank_code
                  WHERE customer_id = NEW.refused_by AND role = 'operator' AND suspended_at IS NULL) END)`;

const judge = (isWrong: string) => `
  CREATE OR REPLACE FUNCTION judge_appointment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public AS $$
  BEGIN
    IF ${isWrong} THEN
      RAISE EXCEPTION 'no second person of this appointment'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$`;

// An import comes without an operator who could be asked: it makes none, whatever its files say.
const NOT_IMPORTED = `
  CREATE FUNCTION refuse_imported_operator() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public
  AS $$ BEGIN
    IF EXISTS (SELECT FROM customer JOIN rank ON rank.code = rank_code
                WHERE customer_id = NEW.customer_id AND role = 'operator') THEN
      RAISE EXCEPTION 'an import makes no operator' USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NULL;
  END $$;
  CREATE TRIGGER imported_customer_is_no_operator AFTER INSERT ON imported_customer
    FOR EACH ROW EXECUTE FUNCTION refuse_imported_operator()`;

/** The list as it is, whoever else has added to it. */
async function changeKinds(runner: QueryRunner, change: (definition: string) => string): Promise<void> {
  const [{ definition }] = (await runner.query(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'notification_template_check'`,
  )) as [{ definition: string }];
  await runner.query(`
    ALTER TABLE notification DROP CONSTRAINT notification_template_check;
    ALTER TABLE notification ADD CONSTRAINT notification_template_check ${change(definition)}`);
}
