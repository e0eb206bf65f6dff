import type { GameTable } from './game-table';

/** What the attackers have come to; empty: the doors stayed shut. */
export async function wonBy(table: GameTable): Promise<string[]> {
  const rows = await table.query<{ win: string }>(WINS, [
    table.idOf('victim'),
    [...table.attackers.values()],
    table.victim === 'no login',
    [...table.attackers].filter(([name]) => name !== 'operator').map(([, id]) => id),
  ]);
  const wins = rows.map(({ win }) => win);
  if (!wins.includes(NEW_CONTACT)) return wins;
  const reachable = await table.reachable();
  return wins
    .filter((win) => win !== NEW_CONTACT)
    .concat(reachable.map((contact) => `a contact that opens the victim: ${contact}`));
}

/** Everything by which one position differs from another, whatever the people are called. */
export async function positionOf(table: GameTable): Promise<string> {
  const [row] = await table.query<{ position: object }>(POSITION, [
    table.idOf('victim'),
    table.idOf('honest'),
    [...table.attackers.keys()],
    [...table.attackers.values()],
  ]);
  const told = JSON.stringify(row?.position);
  // Of two accounts that were made alike, it does not matter which one comes first.
  const other: Record<string, string> = { 1: '2', 2: '1' };
  const swapped = told.replaceAll(/(?<=shop|staff)[12]/g, (number) => other[number] ?? number);
  return [told, swapped].map(inOrder).sort()[0]!;
}

/** The same position in the same words: what it lists, it lists in the order of the letters. */
function inOrder(position: string): string {
  const parts = JSON.parse(position) as Record<string, unknown>;
  const sorted = Object.entries(parts).map(([name, value]) =>
    Array.isArray(value) && name !== 'login'
      ? [name, value.map((one) => JSON.stringify(one)).sort()]
      : [name, value],
  );
  return JSON.stringify(sorted);
}

/** Not a win by itself: it is asked then whether it can receive a PIN or a link. */
const NEW_CONTACT = 'a contact of the victim';

/**
 * The victim's login; an approval by one of their own; a link with which a mail box of the attackers speaks for a
 * customer; the rights of an operator for a dealer, or for an operator's accomplice, set up or not.
 * Of a victim whose login nobody has begun, and who has none of the old system, the address that a dealer registers is
 * the customer's, as the dealer says.
 */
const WINS = `
  WITH victim AS (SELECT $3::boolean AND NOT coalesce(has_old_login($1::char(8)), false) AS may_be_begun)
  SELECT 'the victim’s login' AS win FROM credential, victim
    WHERE customer_id = $1 AND state = 'active' AND login_id LIKE '%@evil.example' AND NOT may_be_begun
  UNION ALL
  SELECT 'an approval by one of their own' FROM contact_change_request
    WHERE state = 'approved' AND customer_id = $1 AND decided_by = ANY ($2)
  UNION ALL
  SELECT 'the victim’s own yes' FROM mail_link JOIN contact_point ON contact_point.id = contact_point_id, victim
    WHERE mail_link.customer_id = $1 AND value LIKE '%@evil.example' AND used_at IS NULL
      AND superseded_at IS NULL AND may_answer(contact_change_request_id, contact_point_id) AND NOT may_be_begun
  UNION ALL
  SELECT 'an operator’s rights' FROM customer JOIN rank ON rank.code = rank_code
      LEFT JOIN operator_appointment USING (customer_id)
    WHERE (customer_id = ANY ($4) OR requested_by = ANY ($2)) AND role = 'operator' AND suspended_at IS NULL
  UNION ALL
  (SELECT '${NEW_CONTACT}' FROM contact_point, victim
    WHERE customer_id = $1 AND (value LIKE '%@evil.example' OR value LIKE '+81908%') AND NOT may_be_begun LIMIT 1)`;

const POSITION = `
  WITH name AS (
    SELECT * FROM unnest($3::text[], $4::char(8)[]) AS attacker (name, id)
    UNION ALL VALUES ('victim', $1::char(8)), ('honest', $2::char(8))
  ), request AS (
    SELECT json_build_array(
        (SELECT name FROM name WHERE id = customer_id), (SELECT name FROM name WHERE id = requested_by), action, kind,
        (SELECT name FROM name WHERE id = subpath(customer_path, -2, 1)::text::char(8))) AS shape
      FROM contact_change_request WHERE state = 'pending' AND customer_id = $1
  ), contact AS (
    SELECT json_build_array(kind, value LIKE '%@evil.example' OR value LIKE '+81908%', held_until > now()) AS shape
      FROM contact_point WHERE customer_id = $1 AND retired_at IS NULL
  ), maker AS (
    SELECT json_build_array((SELECT name FROM name WHERE id = customer_id), (SELECT name FROM name WHERE id = maker), act)
           AS shape
      FROM login_maker WHERE customer_id IN (SELECT id FROM name)
  )
  SELECT json_build_object(
    'attackers', $3::text[],
    'fresh', (SELECT json_agg(name.name) FROM credential JOIN name ON name.id = customer_id
               WHERE customer_id = ANY ($4) AND confirmed_at > now() - interval '12 hours'),
    'below', (SELECT coalesce(name.name, 'other') FROM customer LEFT JOIN name ON name.id = parent_customer_id
               WHERE customer_id = $1),
    'frozen', (SELECT recovery_frozen_at IS NOT NULL FROM customer WHERE customer_id = $1),
    'login', (SELECT json_build_array(state, login_id LIKE '%@evil.example') FROM credential WHERE customer_id = $1),
    'old', has_old_login($1),
    'link', (SELECT count(*) FROM mail_link WHERE customer_id = $1 AND used_at IS NULL AND superseded_at IS NULL),
    'requests', (SELECT json_agg(shape) FROM request),
    'contacts', (SELECT json_agg(shape) FROM contact),
    'makers', (SELECT json_agg(shape) FROM maker)) AS position`;
