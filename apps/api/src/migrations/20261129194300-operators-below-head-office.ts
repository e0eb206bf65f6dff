import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Operators stand directly below the head office, where no dealer reaches them, and their logins are begun by operators. */
export class OperatorsBelowHeadOffice20261129194300 implements MigrationInterface {
  name = 'OperatorsBelowHeadOffice20261129194300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(BRING_UP);
    await runner.query(PLACE);
    await runner.query(RANK);
    await runner.query(LOGIN);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER credential_of_operator ON credential;
      DROP TRIGGER rank_role_stays ON rank;
      DROP TRIGGER customer_operator_changes ON customer;
      DROP TRIGGER customer_operator_comes ON customer;
      DROP FUNCTION refuse_operators_login, refuse_role_change, place_operator`);
  }
}

// Whoever stands elsewhere comes to the place where operators stand, with everybody below.
const BRING_UP = `
  UPDATE customer below
     SET path = root.path || subpath(below.path, nlevel(lost.path) - 1),
         parent_customer_id = CASE WHEN below.customer_id = lost.customer_id THEN root.customer_id
                                   ELSE below.parent_customer_id END
    FROM customer lost JOIN rank ON rank.code = lost.rank_code, customer root
   WHERE rank.role = 'operator' AND nlevel(lost.path) > 2 AND root.parent_customer_id IS NULL
     AND below.path <@ lost.path`;

const PLACE = `
  CREATE FUNCTION place_operator() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF (SELECT role FROM rank WHERE code = NEW.rank_code) = 'operator'
       AND (NEW.parent_customer_id IS NULL OR nlevel(NEW.path) <> 2
         OR subpath(NEW.path, 0, 1)::text <> NEW.parent_customer_id) THEN
      RAISE EXCEPTION 'an operator stands directly below the head office'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'customer_operator_place';
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER customer_operator_comes BEFORE INSERT ON customer
    FOR EACH ROW EXECUTE FUNCTION place_operator();
  CREATE TRIGGER customer_operator_changes BEFORE UPDATE ON customer
    FOR EACH ROW WHEN (OLD.path IS DISTINCT FROM NEW.path OR OLD.rank_code IS DISTINCT FROM NEW.rank_code
      OR OLD.parent_customer_id IS DISTINCT FROM NEW.parent_customer_id)
    EXECUTE FUNCTION place_operator()`;

const RANK = `
  CREATE FUNCTION refuse_role_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'the role of a rank stays what it is'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'rank_role_stays';
  END $$;
  CREATE TRIGGER rank_role_stays BEFORE UPDATE OF role ON rank
    FOR EACH ROW WHEN (OLD.role <> NEW.role) EXECUTE FUNCTION refuse_role_change()`;

const LOGIN = `
  CREATE FUNCTION refuse_operators_login() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS $$
  BEGIN
    IF EXISTS (SELECT FROM customer JOIN rank ON rank.code = rank_code
                WHERE customer_id = NEW.customer_id AND role = 'operator')
       AND (NEW.setup_requested_by = NEW.customer_id
         OR NOT EXISTS (SELECT FROM customer JOIN rank ON rank.code = rank_code
                         WHERE customer_id = NEW.setup_requested_by AND role = 'operator')) THEN
      RAISE EXCEPTION 'an operator’s login is begun by another operator'
        USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME;
    END IF;
    RETURN NEW;
  END $$;
  CREATE TRIGGER credential_of_operator BEFORE INSERT OR UPDATE OF setup_requested_by ON credential
    FOR EACH ROW WHEN (NEW.setup_requested_by IS NOT NULL) EXECUTE FUNCTION refuse_operators_login()`;
