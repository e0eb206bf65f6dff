import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A passkey stands beside the password until its owner requires it. Who has one already was promised that the password
 * alone opens nothing: for them it stays required.
 */
export class PasskeysInStages20261130203000 implements MigrationInterface {
  name = 'PasskeysInStages20261130203000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(REQUIREMENT);
    await runner.query(RECOVERY_CODES);
    await changeKinds(runner, (list) => list.replace('ARRAY[', `ARRAY[${KINDS}`));
  }

  /** Every passkey is required again, and no recovery code opens anything any more. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM notification WHERE template IN (${NAMES.map(quoted).join(', ')})`);
    await changeKinds(runner, (list) => list.replace(KINDS, ''));
    await runner.query(`
      DROP TABLE recovery_code;
      ALTER TABLE session DROP COLUMN passkey_proof_ends_at;
      ALTER TABLE passkey_owner DROP COLUMN required_since`);
  }
}

const REQUIREMENT = `
  -- since when the password alone opens nothing; null: the passkeys stand beside the password
  ALTER TABLE passkey_owner ADD required_since timestamptz;
  UPDATE passkey_owner SET required_since = now()
   WHERE EXISTS (SELECT FROM passkey WHERE passkey.customer_id = passkey_owner.customer_id);
  GRANT UPDATE (required_since) ON passkey_owner TO daiko_api;
  -- until when a passkey or a recovery code, and not the password alone, speaks for who is signed in
  ALTER TABLE session ADD passkey_proof_ends_at timestamptz`;

const RECOVERY_CODES = `
  -- in place of a passkey, once each; the owner keeps them on paper
  CREATE TABLE recovery_code (
    customer_id char(8) NOT NULL REFERENCES passkey_owner,
    place smallint NOT NULL CHECK (place BETWEEN 1 AND 10),
    -- keyed hash of the customer and the code
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    made_at timestamptz NOT NULL DEFAULT now(),
    used_at timestamptz,
    PRIMARY KEY (customer_id, place)
  );
  REVOKE ALL ON recovery_code FROM daiko_api, daiko_worker;
  GRANT SELECT, INSERT, UPDATE (used_at), DELETE ON recovery_code TO daiko_api`;

const NAMES = ['passkey_required', 'passkey_optional', 'recovery_codes_made', 'recovery_code_used'];
const quoted = (name: string) => `'${name}'`;
const KINDS = NAMES.map((name) => `${quoted(name)}::text, `).join('');

/** The list as it is, whoever else has added to it. */
async function changeKinds(runner: QueryRunner, change: (definition: string) => string): Promise<void> {
  const [{ definition }] = (await runner.query(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'notification_template_check'`,
  )) as [{ definition: string }];
  await runner.query(`
    ALTER TABLE notification DROP CONSTRAINT notification_template_check;
    ALTER TABLE notification ADD CONSTRAINT notification_template_check ${change(definition)}`);
}
