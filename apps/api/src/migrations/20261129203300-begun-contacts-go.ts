import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * With a login that somebody else began goes the address that it made a contact: otherwise its PIN would open what the
 * old login had closed.
 */
export class BegunContactsGo20261129203300 implements MigrationInterface {
  name = 'BegunContactsGo20261129203300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(closeBegunLogins(CONTACTS));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(closeBegunLogins(''));
  }
}

const CONTACTS = `, gone AS (
      UPDATE contact_point SET retired_at = now() FROM closed
       WHERE contact_point.customer_id = closed.customer_id AND value = closed.login_id AND retired_at IS NULL
         AND contact_point.created_at >= closed.created_at
    )`;

const closeBegunLogins = (contacts: string) => `
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
    )${contacts}
    UPDATE mail_link SET superseded_at = now()
     WHERE used_at IS NULL AND superseded_at IS NULL AND purpose IN ('setup', 'password')
       AND customer_id IN (SELECT customer_id FROM closed)
  $$`;
