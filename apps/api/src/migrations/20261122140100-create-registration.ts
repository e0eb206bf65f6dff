import type { MigrationInterface, QueryRunner } from 'typeorm';

/** お客様登録: what was sent makes one customer, however often it is sent; and phones that a second person approves. */
export class CreateRegistration20261122140100 implements MigrationInterface {
  name = 'CreateRegistration20261122140100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REGISTRATION);
    await runner.query(CONTACT_CHANGE);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE contact_change_request, customer_registration');
  }
}

const REGISTRATION = `
  CREATE TABLE customer_registration (
    registered_by char(8) NOT NULL REFERENCES customer,
    -- made by the page, once for each form
    key uuid NOT NULL,
    customer_id char(8) NOT NULL UNIQUE REFERENCES customer DEFERRABLE INITIALLY DEFERRED,
    -- keyed hash of what was sent: sent again it is the same form, or another one by mistake
    form bytea NOT NULL,
    registered_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (registered_by, key)
  );
  ALTER TABLE customer_registration ENABLE ROW LEVEL SECURITY;
  CREATE POLICY daiko_viewer_own ON customer_registration TO daiko_viewer
    USING (registered_by = current_setting('daiko.viewer')) WITH CHECK (registered_by = current_setting('daiko.viewer'));
  GRANT SELECT, INSERT ON customer_registration TO daiko_viewer`;

const CONTACT_CHANGE = `
  CREATE TABLE contact_change_request (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id char(8) NOT NULL REFERENCES customer,
    action text NOT NULL CHECK (action IN ('add', 'replace', 'retire')),
    -- what is replaced or retired
    contact_point_id uuid REFERENCES contact_point,
    kind text CHECK (kind IN ('landline', 'mobile', 'ip_phone', 'unreachable_phone')),
    -- E.164
    value text CHECK (value ~ '^[+]81[0-9]{9,10}$'),
    requested_by char(8) NOT NULL REFERENCES customer,
    requested_at timestamptz NOT NULL DEFAULT now(),
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'approved', 'refused', 'withdrawn')),
    decided_by char(8) REFERENCES customer,
    decided_at timestamptz,
    reason text,
    CHECK ((action = 'add') = (contact_point_id IS NULL)),
    CHECK ((action = 'retire') = (value IS NULL)),
    CHECK ((kind IS NULL) = (value IS NULL)),
    CHECK ((state = 'pending') = (decided_by IS NULL) AND (state = 'pending') = (decided_at IS NULL)),
    -- four eyes: nobody approves or refuses what they asked for, and nobody else takes it back
    CHECK (CASE state WHEN 'withdrawn' THEN decided_by = requested_by ELSE decided_by IS DISTINCT FROM requested_by END),
    -- and no customer decides about the own phone
    CHECK (requested_by <> customer_id AND decided_by IS DISTINCT FROM customer_id)
  );
  CREATE UNIQUE INDEX contact_change_request_one_pending ON contact_change_request (customer_id) WHERE state = 'pending';
  CREATE INDEX contact_change_request_requested ON contact_change_request (requested_by, requested_at);
  ALTER TABLE contact_change_request ENABLE ROW LEVEL SECURITY;
  CREATE POLICY daiko_viewer_below ON contact_change_request TO daiko_viewer
    USING (EXISTS (SELECT FROM customer
      WHERE customer.customer_id = contact_change_request.customer_id AND path <> viewer_path()));
  GRANT SELECT, INSERT, UPDATE ON contact_change_request TO daiko_viewer`;
