import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Circuit breakers of the providers, and the alarms that they and others raise. */
export class GuardProviders20261122134500 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "ALTER TABLE notification ADD COLUMN provider_slot text CHECK (provider_slot IN ('first', 'second'))",
    );
    await runner.query(PROVIDER_SLOT);
    await runner.query(ALARM);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE alarm, provider_slot');
    await runner.query('ALTER TABLE notification DROP COLUMN provider_slot');
  }
}

const PROVIDER_SLOT = `
  CREATE TABLE provider_slot (
    channel text NOT NULL CHECK (channel IN ('voice', 'sms', 'email')),
    slot text NOT NULL CHECK (slot IN ('first', 'second')),
    -- in a row
    failures integer NOT NULL,
    -- null: closed, it works; past: one message at a time may try
    open_until timestamptz,
    -- while a message tries
    probe_until timestamptz,
    PRIMARY KEY (channel, slot)
  )`;

const ALARM = `
  CREATE TABLE alarm (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text NOT NULL,
    -- what it is about; never a whole number or address
    subject text NOT NULL,
    raised_at timestamptz NOT NULL DEFAULT now(),
    last_at timestamptz NOT NULL DEFAULT now(),
    times integer NOT NULL DEFAULT 1,
    cleared_at timestamptz
  );
  CREATE UNIQUE INDEX alarm_one_open ON alarm (name, subject) WHERE cleared_at IS NULL;
  CREATE INDEX alarm_latest ON alarm (last_at)`;
