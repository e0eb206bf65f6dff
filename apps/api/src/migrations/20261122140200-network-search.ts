import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Indexes of お客様検索, and the place of a new customer in a tree that may be moving. */
export class NetworkSearch20261122140200 implements MigrationInterface {
  name = 'NetworkSearch20261122140200';

  async up(runner: QueryRunner): Promise<void> {
    // Part of PostgreSQL's own distribution, and trusted: the owner of a database may have it.
    await runner.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await runner.query(INDEXES);
    await runner.query(PHONES);
    await runner.query(PLACE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER customer_place ON customer;
      DROP FUNCTION customer_place();
      DROP VIEW network_phone;
      CREATE VIEW network_phone AS
        SELECT contact_point.customer_id, contact_point.value
        FROM contact_point JOIN customer ON customer.customer_id = contact_point.customer_id
        WHERE contact_point.kind <> 'email' AND contact_point.retired_at IS NULL AND customer.path <@ viewer_path();
      GRANT SELECT ON network_phone TO daiko_viewer;
      DROP INDEX customer_search, contact_point_ending, contact_point_beginning, contact_point_bouncing`);
  }
}

const INDEXES = `
  -- part of a name or a kana, anywhere in it
  CREATE INDEX customer_search ON customer USING gin (search_key gin_trgm_ops);
  -- the last four digits of a phone
  CREATE INDEX contact_point_ending ON contact_point (right(value, 4)) WHERE kind <> 'email' AND retired_at IS NULL;
  -- the first digits of one, whatever the order of the database's language
  CREATE INDEX contact_point_beginning ON contact_point (value text_pattern_ops) WHERE kind <> 'email' AND retired_at IS NULL;
  -- メール不達: few, and asked for often
  CREATE INDEX contact_point_bouncing ON contact_point (customer_id)
    WHERE kind = 'email' AND failed_at IS NOT NULL AND retired_at IS NULL`;

const PHONES = `
  CREATE OR REPLACE VIEW network_phone AS
    SELECT contact_point.customer_id, contact_point.value, customer.path
    FROM contact_point JOIN customer ON customer.customer_id = contact_point.customer_id
    WHERE contact_point.kind <> 'email' AND contact_point.retired_at IS NULL AND customer.path <@ viewer_path()`;

// A customer who is registered while the dealer above is being moved would keep the old path. Whoever adds customers
// shares this lock, whoever moves a subtree has it alone; under it, the path is that of the dealer as it stands now.
const PLACE = `
  CREATE FUNCTION customer_place() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
      above ltree;
    BEGIN
      PERFORM pg_advisory_xact_lock_shared(hashtext('customer.move'));
      SELECT path INTO above FROM customer WHERE customer_id = NEW.parent_customer_id;
      IF FOUND THEN NEW.path := above || NEW.customer_id::text; END IF;
      RETURN NEW;
    END $$;
  CREATE TRIGGER customer_place BEFORE INSERT ON customer FOR EACH ROW EXECUTE FUNCTION customer_place()`;
