import type { EntityManager } from 'typeorm';
import { chance, idOf } from './crowd';
import { HASHES } from './demo-legacy';

/** The customers of the crowd whose logins are saved. */
export interface CrowdRange {
  /** The number of the first お客様ID, and of the one after the last. */
  first: number;
  end: number;
  seed: number;
}

/**
 * Gives a crowd the logins of a network that is being changed to one login per customer: 設定済み, 確認待ち, メール不達, 停止中,
 * several logins of the old system, one of them, some that were merged into one, and none.
 * @param passwordHash Argon2id of DEMO_PASSWORD
 */
export async function saveCrowdLogins(
  tx: EntityManager,
  { first, end, seed }: CrowdRange,
  passwordHash: string,
): Promise<void> {
  await tx.query(INSERT_CREDENTIALS, [first, end, seed, passwordHash]);
  await tx.query(INSERT_EMAILS, [first, end, seed]);
  await tx.query(INSERT_CONSOLIDATIONS, [first, end, seed]);
  await tx.query(INSERT_LEGACY_LOGINS, [first, end, seed, HASHES.ssha]);
}

// The upper end of each kind on a scale from 0 to 1. Below INVITED there is a credential; above SINGLE there is no
// login.
const [WORKING, CONSOLIDATED, LEFT_OVER, BOUNCING, SUSPENDED, INVITED, SEVERAL, SINGLE] = [
  0.52, 0.55, 0.56, 0.58, 0.59, 0.62, 0.72, 0.82,
];

const person = (until: number, from = 0): string => `
  person AS MATERIALIZED (
    SELECT ${idOf('number')} AS id, * FROM (
      SELECT number, ${chance('number', '$3', 6)} AS kind, floor(${chance('number', '$3', 7)} * 400) AS days
        FROM generate_series($1::int, $2::int - 1) AS number) AS drawn
     WHERE kind >= ${String(from)} AND kind < ${String(until)}
  )`;
const ago = (days: string): string => `now() - make_interval(days => (${days})::int)`;
const ADDRESS = `'kokyaku' || id || '@mail.example'`;

const INSERT_CREDENTIALS = `
  WITH ${person(INVITED)}
  INSERT INTO credential (customer_id, login_id, state, password_hash, password_changed_at, created_at, confirmed_at, setup_version)
  SELECT id, ${ADDRESS},
         CASE WHEN kind < ${String(BOUNCING)} THEN 'active' WHEN kind < ${String(SUSPENDED)} THEN 'suspended' ELSE 'invited' END,
         CASE WHEN kind < ${String(SUSPENDED)} THEN $4 END, CASE WHEN kind < ${String(SUSPENDED)} THEN ${ago('days')} END,
         ${ago('days')}, CASE WHEN kind < ${String(SUSPENDED)} THEN ${ago('days')} END,
         CASE WHEN kind < ${String(SUSPENDED)} THEN 0 ELSE 1 END
    FROM person`;

const INSERT_EMAILS = `
  WITH ${person(SUSPENDED)}
  INSERT INTO contact_point (customer_id, kind, value, priority, confirmed_at, failed_at)
  SELECT id, 'email', ${ADDRESS}, 2, ${ago('days')}, CASE WHEN kind >= ${String(LEFT_OVER)} AND kind < ${String(BOUNCING)} THEN now() END
    FROM person`;

const INSERT_CONSOLIDATIONS = `
  WITH ${person(CONSOLIDATED, WORKING)}
  INSERT INTO consolidation (customer_id, requested_at, done_at) SELECT id, ${ago('days')}, ${ago('days')} FROM person`;

const INSERT_LEGACY_LOGINS = `
  WITH ${person(SINGLE, WORKING)}, login AS (
    SELECT person.*, consolidation.id AS consolidation_id, consolidation.done_at, user_name,
           user_name || person.id AS login_id
      FROM person LEFT JOIN consolidation ON consolidation.customer_id = person.id,
           unnest(ARRAY['tencho', 'jimu', 'keiri']) WITH ORDINALITY AS login (user_name, position)
     WHERE position <= CASE WHEN kind < ${String(CONSOLIDATED)} THEN 2
                            WHEN kind < ${String(LEFT_OVER)} OR kind >= ${String(SEVERAL)} THEN 1
                            WHEN kind < ${String(INVITED)} THEN 0 ELSE 2 + number % 2 END
  )
  INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash, user_name, created_at, last_signed_in_at,
                            retired_at, consolidation_id)
  SELECT id, login_id, login_id, $4, user_name, ${ago('days + 1000')}, ${ago('days')}, done_at, consolidation_id
    FROM login`;
