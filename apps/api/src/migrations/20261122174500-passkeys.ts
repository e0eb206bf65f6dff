import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Passkeys: in place of the password, and as the second step of whoever has one. */
export class Passkeys20261122174500 implements MigrationInterface {
  name = 'Passkeys20261122174500';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(PASSKEY);
    await runner.query(SIGN_IN);
    await runner.query(RIGHTS);
    await changeKinds(runner, (list) => list.replace('ARRAY[', `ARRAY[${KINDS}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM notification WHERE template IN ('passkey_added', 'passkey_removed')");
    await changeKinds(runner, (list) => list.replace(KINDS, ''));
    await runner.query('DROP TABLE passkey_challenge, passkey_step, passkey, passkey_owner');
  }
}

const PASSKEY = `
  CREATE TABLE passkey_owner (
    customer_id char(8) PRIMARY KEY REFERENCES customer,
    -- how devices call the customer: random, so that a device that is found says nothing of whose it is
    user_handle bytea NOT NULL UNIQUE CHECK (octet_length(user_handle) = 32)
  );
  CREATE TABLE passkey (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id char(8) NOT NULL REFERENCES passkey_owner,
    -- ten places: an eleventh has none, whoever asks
    place smallint NOT NULL CHECK (place BETWEEN 1 AND 10),
    -- base64url, as browsers write it
    credential_id text NOT NULL UNIQUE CHECK (credential_id ~ '^[A-Za-z0-9_-]+$'),
    -- COSE
    public_key bytea NOT NULL,
    -- signatures so far, as the device counts them; stays 0 where it does not
    counter bigint NOT NULL CHECK (counter >= 0),
    transports text[] NOT NULL,
    device_type text NOT NULL CHECK (device_type IN ('singleDevice', 'multiDevice')),
    backed_up boolean NOT NULL,
    name text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 40),
    created_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz,
    -- それは私ではありません was said of it: opens nothing any more
    held_at timestamptz,
    UNIQUE (customer_id, place)
  )`;

const SIGN_IN = `
  -- a right password of somebody who has a passkey: no session yet
  CREATE TABLE passkey_step (
    -- of the cookie
    token_hash bytea PRIMARY KEY,
    customer_id char(8) NOT NULL REFERENCES customer,
    login_id text NOT NULL,
    -- since when the password that was right is the password: a reset ends the step
    password_since text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    ended_at timestamptz
  );
  CREATE INDEX passkey_step_customer ON passkey_step (customer_id) WHERE ended_at IS NULL;
  CREATE TABLE passkey_challenge (
    -- of 256 random bits that nobody but the browser is told
    challenge_hash bytea PRIMARY KEY,
    purpose text NOT NULL CHECK (purpose IN ('register', 'sign_in', 'second_step', 'step_up')),
    -- whose it is: hash of the browser's cookie before the sign-in, a session after it
    browser_hash bytea,
    session_id uuid REFERENCES session ON DELETE CASCADE,
    expires_at timestamptz NOT NULL DEFAULT now() + interval '5 minutes',
    used_at timestamptz,
    CHECK ((purpose IN ('sign_in', 'second_step')) = (browser_hash IS NOT NULL)),
    CHECK ((purpose IN ('register', 'step_up')) = (session_id IS NOT NULL))
  );
  CREATE INDEX passkey_challenge_expires ON passkey_challenge (expires_at);
  CREATE INDEX passkey_challenge_session ON passkey_challenge (session_id) WHERE session_id IS NOT NULL`;

// A dealer sees how many there are, and nothing more of them.
const RIGHTS = `
  REVOKE ALL ON passkey_owner, passkey, passkey_step, passkey_challenge FROM daiko_api, daiko_worker;
  GRANT SELECT, INSERT, UPDATE (customer_id) ON passkey_owner TO daiko_api;
  GRANT SELECT, INSERT, UPDATE, DELETE ON passkey TO daiko_api;
  GRANT SELECT, INSERT, UPDATE ON passkey_step, passkey_challenge TO daiko_api;
  GRANT SELECT, DELETE ON passkey_step, passkey_challenge TO daiko_worker;
  ALTER TABLE passkey ENABLE ROW LEVEL SECURITY;
  CREATE POLICY daiko_process ON passkey TO daiko_api, daiko_worker USING (true) WITH CHECK (true);
  CREATE POLICY daiko_viewer_reads ON passkey FOR SELECT TO daiko_viewer
    USING (EXISTS (SELECT FROM customer WHERE customer.customer_id = passkey.customer_id));
  GRANT SELECT (customer_id) ON passkey TO daiko_viewer`;

const KINDS = ['passkey_added', 'passkey_removed'].map((kind) => `'${kind}'::text, `).join('');

/** The list as it is, whoever else has added to it. */
async function changeKinds(runner: QueryRunner, change: (definition: string) => string): Promise<void> {
  const [{ definition }] = (await runner.query(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'notification_template_check'`,
  )) as [{ definition: string }];
  await runner.query(`
    ALTER TABLE notification DROP CONSTRAINT notification_template_check;
    ALTER TABLE notification ADD CONSTRAINT notification_template_check ${change(definition)}`);
}
