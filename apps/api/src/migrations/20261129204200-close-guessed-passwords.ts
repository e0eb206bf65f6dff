import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Wrong passwords in a row, and the mail that says that the password alone opens nothing any more. */
export class CloseGuessedPasswords20261129204200 implements MigrationInterface {
  name = 'CloseGuessedPasswords20261129204200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(STREAK);
    await changeKinds(runner, (list) => list.replace('ARRAY[', `ARRAY[${KIND}`));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query("DELETE FROM notification WHERE template = 'password_closed'");
    await changeKinds(runner, (list) => list.replace(KIND, ''));
    await runner.query('DROP TABLE sign_in_streak');
  }
}

const STREAK = `
  CREATE TABLE sign_in_streak (
    -- keyed hash of a login ID, or of a login ID and a browser's cookie
    key bytea PRIMARY KEY,
    failures integer NOT NULL CHECK (failures >= 0),
    -- keyed hash: the same wrong password twice counts once
    last_password bytea,
    last_failed_at timestamptz NOT NULL,
    -- the owner was told that the password alone opens nothing any more
    told_at timestamptz
  );
  CREATE INDEX sign_in_streak_last ON sign_in_streak (last_failed_at);
  REVOKE ALL ON sign_in_streak FROM daiko_api, daiko_worker;
  GRANT SELECT, INSERT, UPDATE, DELETE ON sign_in_streak TO daiko_api;
  GRANT SELECT (failures, last_failed_at), DELETE ON sign_in_streak TO daiko_worker`;

const KIND = `'password_closed'::text, `;

/** The list as it is, whoever else has added to it. */
async function changeKinds(runner: QueryRunner, change: (definition: string) => string): Promise<void> {
  const [{ definition }] = (await runner.query(
    `SELECT pg_get_constraintdef(oid) AS definition FROM pg_constraint WHERE conname = 'notification_template_check'`,
  )) as [{ definition: string }];
  await runner.query(`
    ALTER TABLE notification DROP CONSTRAINT notification_template_check;
    ALTER TABLE notification ADD CONSTRAINT notification_template_check ${change(definition)}`);
}
