import { randomBytes } from 'node:crypto';
import type { DataSource } from 'typeorm';

/** All that can be open of a customer at once. */
export const EVERYTHING = [
  'half-open sign-in',
  'link: consolidation',
  'link: login_id',
  'link: password',
  'link: setup',
  'run',
  'session',
] as const;

/**
 * Opens whatever is not open of a customer, so that a test can see which of it an act ends.
 * @param links their purposes; who has a login of the old system gets none for a setup
 */
export async function openEverything(
  db: DataSource,
  customerId: string,
  links = ['consolidation', 'login_id', 'password', 'setup'],
): Promise<void> {
  await db.query(OPEN_SESSION, [randomBytes(32), customerId]);
  await db.query(OPEN_STEP, [randomBytes(32), customerId]);
  await db.query(OPEN_RUN, [randomBytes(32), customerId]);
  for (const purpose of links)
    await db.query(OPEN_LINK, [
      randomBytes(32),
      customerId,
      purpose,
      purpose === 'password' ? null : 'nobody@mail.example',
    ]);
}

/** What is open of a customer, each once, in the order of the alphabet. */
export async function whatIsOpen(db: DataSource, customerId: string): Promise<string[]> {
  const rows = await db.query<{ what: string }[]>(WHAT_IS_OPEN, [customerId]);
  return rows.map(({ what }) => what);
}

const OPEN_SESSION = `
  INSERT INTO session (token_hash, customer_id, user_agent, address) VALUES ($1, $2, 'a device', '203.0.113.9')`;
const OPEN_STEP = `
  INSERT INTO passkey_step (token_hash, customer_id, login_id, password_since) VALUES ($1, $2, 'nobody', '')`;
const OPEN_RUN = `
  INSERT INTO pin_challenge (token_hash, purpose, customer_id, subject, key_id, ends_at)
  VALUES ($1, 'password_reset', $2, $1, 'none', now() + interval '30 minutes')`;
const OPEN_LINK = `
  INSERT INTO mail_link (purpose, customer_id, email, key_id, nonce, token_hash, expires_at)
  VALUES ($3, $2, $4, 'none', $1, $1, now() + interval '1 hour')
  ON CONFLICT DO NOTHING`;
const WHAT_IS_OPEN = `
  SELECT 'half-open sign-in' AS what FROM passkey_step WHERE customer_id = $1 AND ended_at IS NULL
  UNION SELECT 'link: ' || purpose FROM mail_link
         WHERE customer_id = $1 AND used_at IS NULL AND superseded_at IS NULL
  UNION SELECT 'run' FROM pin_challenge WHERE customer_id = $1 AND ended_at IS NULL AND done_at IS NULL
  UNION SELECT 'session' FROM session WHERE customer_id = $1 AND ended_at IS NULL
  ORDER BY what`;
