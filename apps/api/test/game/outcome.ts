import type { GameTable } from './game-table';

/** What the attackers have come to; empty: the doors stayed shut. */
export async function wonBy(table: GameTable): Promise<string[]> {
  const wins = [
    await sessionOfVictim(table),
    await approvalOfOneOwn(table),
    await wordOfTheVictim(table),
    await operatorsRights(table),
  ];
  const reachable = (await mayBeBegun(table)) ? [] : await table.reachable();
  if (reachable.length > 0) wins.push(`a contact that opens the victim: ${reachable.join(', ')}`);
  return wins.filter((win) => win !== undefined);
}

/** Everything by which one position differs from another, whatever the people are called. */
export async function positionOf(table: GameTable): Promise<string> {
  const [row] = await table.query<{ position: object }>(POSITION, [
    table.idOf('victim'),
    table.idOf('honest'),
    [...table.attackers.keys()],
    [...table.attackers.values()],
  ]);
  return JSON.stringify(row?.position);
}

/** Nobody's login yet, and none of the old system: the address that a dealer registers is the customer's, as they say. */
async function mayBeBegun(table: GameTable): Promise<boolean> {
  if (table.victim !== 'no login') return false;
  const [row] = await table.query<{ old: boolean }>('SELECT has_old_login($1) AS old', [
    table.idOf('victim'),
  ]);
  return row?.old !== true;
}

async function sessionOfVictim(table: GameTable): Promise<string | undefined> {
  if (await mayBeBegun(table)) return undefined;
  const found = await table.query(
    "SELECT FROM credential WHERE customer_id = $1 AND state = 'active' AND login_id LIKE '%@evil.example'",
    [table.idOf('victim')],
  );
  return found.length > 0 ? 'the victim’s login' : undefined;
}

async function approvalOfOneOwn(table: GameTable): Promise<string | undefined> {
  const found = await table.query(
    "SELECT FROM contact_change_request WHERE state = 'approved' AND customer_id = ANY ($1) AND decided_by = ANY ($2)",
    [[table.idOf('victim'), table.idOf('honest')], [...table.attackers.values()]],
  );
  return found.length > 0 ? 'an approval by one of their own' : undefined;
}

/** A link with which a mail box of the attackers speaks for a customer. */
async function wordOfTheVictim(table: GameTable): Promise<string | undefined> {
  if (await mayBeBegun(table)) return undefined;
  const found = await table.query(
    `SELECT FROM mail_link JOIN contact_point ON contact_point.id = contact_point_id
      WHERE mail_link.customer_id = ANY ($1) AND value LIKE '%@evil.example' AND used_at IS NULL
        AND superseded_at IS NULL AND may_answer(contact_change_request_id, contact_point_id)`,
    [[table.idOf('victim'), table.idOf('honest')]],
  );
  return found.length > 0 ? 'the victim’s own yes' : undefined;
}

/** Of a dealer; and of an operator who makes another one alone, though nobody has set up that one's login yet. */
async function operatorsRights(table: GameTable): Promise<string | undefined> {
  const made = [...table.attackers].filter(([name]) => name !== 'operator').map(([, id]) => id);
  const found = await table.query(
    `SELECT FROM customer JOIN rank ON rank.code = rank_code LEFT JOIN operator_appointment USING (customer_id)
      WHERE (customer_id = ANY ($1) OR requested_by = ANY ($2)) AND role = 'operator' AND suspended_at IS NULL`,
    [made, [...table.attackers.values()]],
  );
  return found.length > 0 ? 'an operator’s rights' : undefined;
}

const POSITION = `
  WITH name AS (
    SELECT * FROM unnest($3::text[], $4::char(8)[]) AS attacker (name, id)
    UNION ALL VALUES ('victim', $1::char(8)), ('honest', $2::char(8))
  ), request AS (
    SELECT json_build_array(
        (SELECT name FROM name WHERE id = customer_id), (SELECT name FROM name WHERE id = requested_by), action, kind,
        (SELECT name FROM name WHERE id = subpath(customer_path, -2, 1)::text::char(8))) AS shape
      FROM contact_change_request WHERE state = 'pending' AND customer_id IN ($1, $2)
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
    'fresh', (SELECT json_agg(confirmed_at > now() - interval '12 hours' ORDER BY customer_id) FROM credential
               WHERE customer_id = ANY ($4)),
    'below', (SELECT coalesce(name.name, 'other') FROM customer LEFT JOIN name ON name.id = parent_customer_id
               WHERE customer_id = $1),
    'frozen', (SELECT recovery_frozen_at IS NOT NULL FROM customer WHERE customer_id = $1),
    'login', (SELECT json_build_array(state, login_id LIKE '%@evil.example') FROM credential WHERE customer_id = $1),
    'old', has_old_login($1),
    'link', (SELECT count(*) FROM mail_link WHERE customer_id = $1 AND used_at IS NULL AND superseded_at IS NULL),
    'requests', (SELECT json_agg(shape ORDER BY shape::text) FROM request),
    'contacts', (SELECT json_agg(shape ORDER BY shape::text) FROM contact),
    'makers', (SELECT json_agg(shape ORDER BY shape::text) FROM maker)) AS position`;
