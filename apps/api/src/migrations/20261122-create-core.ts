import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers and their tree, contacts, the one login, sessions, identity verification, links, the outbox, limits. */
export class CreateCore20261122000000 implements MigrationInterface {
  name = 'CreateCore20261122000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE EXTENSION IF NOT EXISTS ltree');
    await runner.query(CUSTOMER);
    await runner.query(CREDENTIAL);
    await runner.query(SESSION);
    await runner.query(PIN);
    await runner.query(MAIL_LINK);
    await runner.query(NOTIFICATION);
    await runner.query(LIMITS);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE rate_limit, recovery_gate, sign_in_throttle, notification, mail_link,
      pin_challenge, session, credential, contact_point, customer, member_class, rank`);
    await runner.query('DROP FUNCTION notification_changed');
    await runner.query('DROP SEQUENCE customer_number');
  }
}

const CUSTOMER = `
  CREATE TABLE rank (
    code text PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL CHECK (role IN ('customer', 'dealer', 'operator'))
  );
  CREATE TABLE member_class (
    code text PRIMARY KEY,
    name text NOT NULL
  );
  CREATE SEQUENCE customer_number MINVALUE 1 MAXVALUE 99999999;
  CREATE TABLE customer (
    customer_id char(8) PRIMARY KEY CHECK (customer_id ~ '^[0-9]{8}$'),
    kind text NOT NULL CHECK (kind IN ('personal', 'corporate')),
    name text NOT NULL,
    kana text NOT NULL,
    -- name and kana as they are searched, see foldKana
    search_key text NOT NULL,
    postal_code text CHECK (postal_code ~ '^[0-9]{7}$'),
    address text,
    rank_code text NOT NULL REFERENCES rank,
    member_class_code text NOT NULL REFERENCES member_class,
    parent_customer_id char(8) REFERENCES customer,
    -- customer ids from the root down to this customer: "below" and "move a subtree" are one indexed statement each
    path ltree NOT NULL UNIQUE,
    registration_number text CHECK (registration_number ~ '^T[0-9]{13}$'),
    suspended_at timestamptz,
    -- set by それは私ではありません; a person reopens
    recovery_frozen_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (parent_customer_id IS DISTINCT FROM customer_id)
  );
  CREATE UNIQUE INDEX customer_one_root ON customer ((true)) WHERE parent_customer_id IS NULL;
  CREATE INDEX customer_path ON customer USING gist (path);
  CREATE INDEX customer_parent ON customer (parent_customer_id);
  CREATE TABLE contact_point (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    customer_id char(8) NOT NULL REFERENCES customer,
    kind text NOT NULL CHECK (kind IN ('landline', 'mobile', 'ip_phone', 'unreachable_phone', 'email')),
    -- E.164 or the folded address
    value text NOT NULL CHECK (CASE WHEN kind = 'email' THEN value = lower(value) AND value LIKE '%_@_%' ELSE value ~ '^[+]81[0-9]{9,10}$' END),
    priority smallint NOT NULL DEFAULT 0,
    confirmed_at timestamptz,
    -- the last delivery failed for good: メール不達
    failed_at timestamptz,
    -- no longer the customer's; kept so that notices can still be told apart
    retired_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE UNIQUE INDEX contact_point_once ON contact_point (customer_id, value) WHERE retired_at IS NULL;
  CREATE INDEX contact_point_value ON contact_point (value) WHERE retired_at IS NULL`;

// The primary key is the second change of the announcement: one login per customer, and nothing can make it two.
const CREDENTIAL = `
  CREATE TABLE credential (
    customer_id char(8) PRIMARY KEY REFERENCES customer,
    login_id text NOT NULL UNIQUE CHECK (login_id = lower(login_id) AND login_id LIKE '%_@_%'),
    password_hash text,
    password_changed_at timestamptz,
    state text NOT NULL CHECK (state IN ('invited', 'active', 'suspended')),
    created_at timestamptz NOT NULL DEFAULT now(),
    CHECK (state <> 'active' OR password_hash IS NOT NULL)
  )`;

const SESSION = `
  CREATE TABLE session (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    token_hash bytea NOT NULL UNIQUE,
    customer_id char(8) NOT NULL REFERENCES customer,
    user_agent text NOT NULL,
    address inet NOT NULL,
    signed_in_at timestamptz NOT NULL DEFAULT now(),
    last_used_at timestamptz NOT NULL DEFAULT now(),
    stepped_up_at timestamptz,
    ended_at timestamptz
  );
  CREATE INDEX session_customer ON session (customer_id, signed_in_at)`;

const PIN = `
  CREATE TABLE pin_challenge (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    -- of the HttpOnly cookie that is the browser's only handle on the run
    token_hash bytea NOT NULL UNIQUE,
    purpose text NOT NULL CHECK (purpose IN ('login_id_reset', 'password_reset', 'login_id_change', 'password_change')),
    -- null: a decoy, which walks like a real run and succeeds never
    customer_id char(8) REFERENCES customer,
    -- keyed hash of what was typed: what its limits count on, alike for real runs and decoys
    subject bytea NOT NULL,
    -- recovery is closed for this customer: shows the real list, sends nothing, succeeds never
    muted boolean NOT NULL DEFAULT false,
    -- a decoy's rows of 通知先選択, masked as they are shown
    decoys jsonb,
    key_id text NOT NULL,
    -- the PIN is derived from it and stored nowhere; replaced at each issue
    nonce bytea,
    issues smallint NOT NULL DEFAULT 0,
    attempts smallint NOT NULL DEFAULT 0,
    opened_at timestamptz NOT NULL DEFAULT now(),
    ends_at timestamptz NOT NULL,
    pin_expires_at timestamptz,
    used_at timestamptz,
    -- the mail that followed the right PIN, as the page shows it
    mail_notification_id uuid,
    mail_to_masked text,
    mail_expires_at timestamptz,
    done_at timestamptz,
    ended_at timestamptz,
    CHECK ((nonce IS NULL) = (pin_expires_at IS NULL)),
    CHECK ((customer_id IS NULL) = (decoys IS NOT NULL)),
    CHECK (used_at IS NULL OR (customer_id IS NOT NULL AND NOT muted))
  );
  CREATE INDEX pin_challenge_subject ON pin_challenge (subject, opened_at)`;

const MAIL_LINK = `
  CREATE TABLE mail_link (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    purpose text NOT NULL CHECK (purpose IN ('login_id', 'password')),
    customer_id char(8) NOT NULL REFERENCES customer,
    challenge_id uuid REFERENCES pin_challenge ON DELETE SET NULL,
    -- the address that is to answer; for login_id only
    email text CHECK (email = lower(email)),
    key_id text NOT NULL,
    nonce bytea NOT NULL,
    token_hash bytea NOT NULL UNIQUE,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    superseded_at timestamptz,
    CHECK ((purpose = 'login_id') = (email IS NOT NULL))
  );
  CREATE UNIQUE INDEX mail_link_one_live ON mail_link (customer_id, purpose)
    WHERE used_at IS NULL AND superseded_at IS NULL`;

// Outbox and state machine in one (docs/adr): no body, no PIN, no address; the worker reads and derives them when it sends.
const NOTIFICATION = `
  CREATE TABLE notification (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    template text NOT NULL CHECK (template IN ('pin', 'login_id_link', 'login_id_taken', 'password_link', 'login_id_changed', 'password_changed', 'recovery_frozen')),
    channel text NOT NULL CHECK (channel IN ('voice', 'sms', 'email')),
    customer_id char(8) REFERENCES customer,
    -- whom it tells of, where that is somebody else: the customer below, in a notice to the dealer
    about_customer_id char(8) REFERENCES customer,
    -- where it goes: a contact on file, or the new address of a link; neither: a decoy, which goes nowhere
    contact_point_id uuid REFERENCES contact_point,
    mail_link_id uuid REFERENCES mail_link ON DELETE SET NULL,
    challenge_id uuid REFERENCES pin_challenge ON DELETE SET NULL,
    -- which row of 通知先選択, and a keyed hash of it that limits per destination count on
    destination_id text,
    destination_key bytea,
    -- the challenge's issue this PIN belongs to, and its nonce: a resend sends the same PIN, a later issue another one
    key_id text NOT NULL,
    nonce bytea,
    pin_issue smallint,
    reference text NOT NULL,
    state text NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'sending', 'retry', 'sent', 'delivered', 'failed', 'expired')),
    failure text CHECK (failure IN ('unreachable', 'refused', 'busy', 'no_answer', 'mailbox_refused', 'deadline_passed', 'provider_failed')),
    provider_code text,
    provider_id text,
    -- nothing is handed to a provider after this
    not_after timestamptz NOT NULL,
    due_at timestamptz NOT NULL DEFAULT now(),
    attempt smallint NOT NULL DEFAULT 0,
    -- rises at each claim; a result is written only by the claim that holds it
    fence integer NOT NULL DEFAULT 0,
    -- rises at each re-enqueue: the queue ignores an id it has seen
    generation integer NOT NULL DEFAULT 0,
    lease_until timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    enqueued_at timestamptz,
    sending_at timestamptz,
    sent_at timestamptz,
    ringing_at timestamptz,
    answered_at timestamptz,
    delivered_at timestamptz,
    failed_at timestamptz,
    -- what a decoy still has to pretend: [{"step", "after", "failure"?}], milliseconds after the last step; null: nothing
    decoy_steps jsonb CHECK (decoy_steps IS NULL OR (template = 'pin' AND contact_point_id IS NULL))
  );
  CREATE INDEX notification_open ON notification (due_at)
    WHERE state IN ('pending', 'sending', 'retry') OR decoy_steps IS NOT NULL;
  -- what decoys take their pace from
  CREATE INDEX notification_pace ON notification (channel, created_at)
    WHERE template = 'pin' AND contact_point_id IS NOT NULL;
  CREATE INDEX notification_challenge ON notification (challenge_id, created_at);
  CREATE INDEX notification_destination ON notification (destination_key, created_at);
  CREATE UNIQUE INDEX notification_provider_id ON notification (provider_id) WHERE provider_id IS NOT NULL;
  -- Whoever writes a state tells the pages that wait for it: nobody can forget to.
  CREATE FUNCTION notification_changed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      PERFORM pg_notify('notification_changed', NEW.challenge_id::text);
      RETURN NULL;
    END $$;
  CREATE TRIGGER notification_changed
    AFTER INSERT OR UPDATE OF state, sending_at, sent_at, ringing_at, answered_at, delivered_at, failed_at ON notification
    FOR EACH ROW WHEN (NEW.challenge_id IS NOT NULL) EXECUTE FUNCTION notification_changed()`;

const LIMITS = `
  CREATE TABLE sign_in_throttle (
    -- keyed hash of login ID and address, or of the login ID alone
    key bytea PRIMARY KEY,
    failures integer NOT NULL,
    -- keyed hash: the same wrong password twice counts once
    last_password bytea,
    last_failed_at timestamptz NOT NULL,
    blocked_until timestamptz
  );
  -- guesses at PINs per person, over all runs, flows, channels and addresses
  CREATE TABLE recovery_gate (
    -- keyed hash of a customer, or of what was typed
    subject bytea PRIMARY KEY,
    -- the last 24 hours' guesses that were not right
    guesses timestamptz[] NOT NULL,
    failures_in_a_row integer NOT NULL,
    closures integer NOT NULL,
    closed_until timestamptz
  );
  CREATE TABLE rate_limit (
    key bytea NOT NULL,
    window_start timestamptz NOT NULL,
    used integer NOT NULL,
    PRIMARY KEY (key, window_start)
  )`;
