import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * ログイン状況 of a page of customers without reading the logins of everybody; the customers of one branch in their order.
 */
export class LookUpStates20261130015000 implements MigrationInterface {
  name = 'LookUpStates20261130015000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(overview(SEVERAL, BOUNCING));
    // Those of one dealer directly below the head office, wherever their numbers are.
    await runner.query('CREATE INDEX customer_branch ON customer (subpath(path, 0, 2), customer_id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX customer_branch');
    await runner.query(overview(SEVERAL_BEFORE, BOUNCING_BEFORE));
  }
}

const LIVE_LOGINS = `(SELECT count(*) FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id
                AND legacy_login.retired_at IS NULL)`;

// PostgreSQL may answer an EXISTS from a hash of the whole other table: for fifty customers it read the logins of a
// million. It never does that with a single value.
const SEVERAL = `CASE WHEN credential.customer_id IS NULL THEN 0 ELSE 1 END + ${LIVE_LOGINS} >= 2`;
const BOUNCING = `(SELECT true FROM contact_point WHERE contact_point.customer_id = customer.customer_id
                AND contact_point.kind = 'email' AND contact_point.failed_at IS NOT NULL
                AND contact_point.retired_at IS NULL LIMIT 1)`;

const SEVERAL_BEFORE = `EXISTS (SELECT FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id
                             AND legacy_login.retired_at IS NULL)
                   AND (credential.customer_id IS NOT NULL
                     OR EXISTS (SELECT FROM legacy_login one JOIN legacy_login another
                                    ON another.customer_id = one.customer_id AND another.id > one.id
                                WHERE one.customer_id = customer.customer_id
                                  AND one.retired_at IS NULL AND another.retired_at IS NULL))`;
const BOUNCING_BEFORE = `EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = customer.customer_id
                             AND contact_point.kind = 'email' AND contact_point.failed_at IS NOT NULL
                             AND contact_point.retired_at IS NULL)`;

// All else as it was.
const overview = (several: string, bouncing: string) => `
  CREATE OR REPLACE VIEW customer_overview AS
  SELECT customer.customer_id, customer.kind, customer.name, customer.kana, customer.search_key, customer.rank_code,
         customer.member_class_code, customer.parent_customer_id, customer.path,
         CASE WHEN customer.suspended_at IS NOT NULL OR credential.state = 'suspended' THEN 'suspended'
              WHEN ${several} THEN 'several'
              WHEN credential.state = 'invited' AND credential.undelivered_at IS NOT NULL THEN 'bouncing'
              WHEN ${bouncing} THEN 'bouncing'
              ELSE coalesce(credential.state, 'none') END AS login_status,
         (CASE WHEN credential.customer_id IS NULL THEN 0 ELSE 1 END + ${LIVE_LOGINS})::int AS login_count,
         greatest((SELECT max(signed_in_at) FROM session WHERE session.customer_id = customer.customer_id),
                  (SELECT max(last_signed_in_at) FROM legacy_login WHERE legacy_login.customer_id = customer.customer_id)
                 ) AS last_sign_in_at
  FROM customer LEFT JOIN credential ON credential.customer_id = customer.customer_id`;
