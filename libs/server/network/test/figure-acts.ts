import { LOGIN_STATUSES } from '@daiko/contracts';
import { aCustomer } from '@daiko/server-builders';
import { lockCustomer, lockTree } from '@daiko/server-customer';
import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * An action that changes the counted figures of a customer. `customer` and `dealer` choose among the existing ones.
 */
export interface Act {
  kind: keyof typeof ACTS;
  customer: number;
  dealer: string;
}

export function anAct(dealers: readonly string[]): fc.Arbitrary<Act> {
  return fc.record({
    kind: fc.constantFrom(...(Object.keys(ACTS) as Act['kind'][])),
    customer: fc.nat(1_000_000),
    dealer: fc.constantFrom(...dealers),
  });
}

/** Runs an act in a transaction of its own. */
export async function doAct(db: DataSource, { kind, customer, dealer }: Act): Promise<void> {
  await db.transaction(async (tx) => {
    if (kind === 'move') await lockTree(tx, 'exclusive');
    if (kind === 'register' || kind === 'import') await lockTree(tx, 'shared');
    const [chosen] = await tx.query<{ id: string }[]>(CHOOSE, [customer]);
    const id = chosen?.id ?? dealer;
    await lockCustomer(tx, id);
    await ACTS[kind](tx, id, dealer);
  });
}

/** The next number, so that acts that run at the same time never create the same customer. */
async function nextId(tx: EntityManager): Promise<string> {
  const [row] = await tx.query<[{ id: string }]>(
    "SELECT lpad((nextval('customer_number') + 7000000)::text, 8, '0') AS id",
  );
  return row.id;
}

const run =
  (statement: string, values: (customer: string, dealer: string) => unknown[] = (customer) => [customer]) =>
  async (tx: EntityManager, customer: string, dealer: string): Promise<void> => {
    await tx.query(statement, values(customer, dealer));
  };

const ACTS = {
  register: async (tx: EntityManager, _: string, dealer: string): Promise<void> => {
    const id = await nextId(tx);
    await aCustomer(id)
      .below(dealer)
      .withMobile(`090-${id.slice(0, 4)}-${id.slice(4)}`)
      .save(tx);
  },
  import: run(
    `WITH made AS (
       INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
       SELECT id, 'personal', '行列', 'ギョウレツ', '行列', 'member', 'member', $1, id::ltree
         FROM (SELECT lpad((nextval('customer_number') + 7000000)::text, 8, '0') AS id FROM generate_series(1, 5)) AS new
       RETURNING customer_id)
     INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash)
     SELECT customer_id, login, login, 'x' FROM made, unnest(ARRAY['a', 'b']) AS login`,
    (_, dealer) => [dealer],
  ),
  invite: run(
    `INSERT INTO credential (customer_id, login_id, state) SELECT $1, $2, 'invited'
      WHERE NOT has_old_login($1) ON CONFLICT DO NOTHING`,
    (customer) => [customer, `${randomUUID()}@mail.example`],
  ),
  confirm: run(
    `UPDATE credential SET state = 'active', password_hash = 'x', confirmed_at = coalesce(confirmed_at, now())
      WHERE customer_id = $1`,
  ),
  bounce: run(`UPDATE credential SET undelivered_at = now() WHERE customer_id = $1`),
  withdraw: run('DELETE FROM credential WHERE customer_id = $1'),
  address: run(
    `INSERT INTO contact_point (customer_id, kind, value, confirmed_at) VALUES ($1, 'email', $2, now())`,
    (customer) => [customer, `${randomUUID()}@mail.example`],
  ),
  fail: run(`UPDATE contact_point SET failed_at = now() WHERE customer_id = $1 AND kind = 'email'`),
  recover: run('UPDATE contact_point SET failed_at = NULL WHERE customer_id = $1'),
  retire: run('UPDATE contact_point SET retired_at = now() WHERE customer_id = $1 AND retired_at IS NULL'),
  consolidate: run(
    `WITH done AS (INSERT INTO consolidation (customer_id, done_at) VALUES ($1, now()) RETURNING id)
     UPDATE legacy_login SET retired_at = now(), consolidation_id = done.id FROM done
      WHERE customer_id = $1 AND retired_at IS NULL`,
  ),
  suspend: run('UPDATE customer SET suspended_at = now() WHERE customer_id = $1'),
  resume: run('UPDATE customer SET suspended_at = NULL WHERE customer_id = $1'),
  promote: run(
    "UPDATE customer SET rank_code = CASE rank_code WHEN 'shop' THEN 'member' ELSE 'shop' END WHERE customer_id = $1",
  ),
  reclass: run(
    `UPDATE customer SET member_class_code = CASE member_class_code WHEN 'member' THEN 'associate' ELSE 'member' END
      WHERE customer_id = $1`,
  ),
  rename: run("UPDATE customer SET name = name || '様' WHERE customer_id = $1"),
  /** Moves a customer with all customers below, as MoveService does. */
  move: run(
    `UPDATE customer SET path = target.path || subpath(customer.path, nlevel(moving.path) - 1),
            parent_customer_id = CASE WHEN customer.customer_id = $1 THEN $2 ELSE customer.parent_customer_id END
       FROM customer moving, customer target
      WHERE moving.customer_id = $1 AND target.customer_id = $2 AND customer.path <@ moving.path
        AND NOT target.path <@ moving.path`,
    (customer, dealer) => [customer, dealer],
  ),
};

// Never chooses the head office, which does not move.
const CHOOSE = `
  SELECT customer_id AS id FROM customer WHERE parent_customer_id IS NOT NULL
   ORDER BY hashtext(customer_id || $1::int) LIMIT 1`;

/**
 * Counts from the tables, as the board did before there were figures, and returns the rows where a reader sees
 * something else.
 */
export const COUNTED_WITHOUT_FIGURES = `
  WITH facts AS (
    SELECT below.parent_customer_id AS dealer, login_status AS status,
           NOT EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = below.customer_id
             AND kind IN ('landline', 'mobile', 'ip_phone') AND retired_at IS NULL) AS no_phone,
           (SELECT count(*) FROM legacy_login WHERE legacy_login.customer_id = below.customer_id) >= 2 AS had_several,
           EXISTS (SELECT FROM contact_point WHERE contact_point.customer_id = below.customer_id AND kind = 'email'
             AND confirmed_at IS NOT NULL AND failed_at IS NULL AND retired_at IS NULL)
           AND NOT EXISTS (SELECT FROM credential WHERE credential.customer_id = below.customer_id
             AND state = 'invited' AND confirmed_at IS NULL) AS reachable
      FROM customer_overview AS below WHERE parent_customer_id IS NOT NULL
  ), counted AS (
    SELECT dealer, ARRAY[
        count(*) FILTER (WHERE status = 'suspended'), count(*) FILTER (WHERE status = 'active'),
        count(*) FILTER (WHERE status = 'several'), count(*) FILTER (WHERE status = 'none'),
        count(*) FILTER (WHERE status = 'invited'), count(*) FILTER (WHERE status = 'bouncing'),
        count(*) FILTER (WHERE status <> 'suspended' AND no_phone),
        count(*) FILTER (WHERE status <> 'suspended' AND (status <> 'active' OR no_phone)),
        count(*) FILTER (WHERE status <> 'suspended' AND had_several),
        count(*) FILTER (WHERE status NOT IN ('suspended', 'several') AND had_several),
        count(*) FILTER (WHERE reachable AND status = 'several'), count(*) FILTER (WHERE reachable AND status = 'none'),
        count(*) FILTER (WHERE reachable AND status = 'invited'),
        count(*) FILTER (WHERE reachable AND status = 'bouncing'),
        count(*) FILTER (WHERE reachable AND status <> 'suspended' AND no_phone),
        count(*) FILTER (WHERE reachable AND status <> 'suspended' AND (status <> 'active' OR no_phone))
      ]::int[] AS counts
      FROM facts GROUP BY dealer
  ), shown AS (
    SELECT dealer_id AS dealer, path, ARRAY[suspended, active, several, none, invited, bouncing, no_phone, unsettled,
        had_several, consolidated, reachable_several, reachable_none, reachable_invited, reachable_bouncing,
        reachable_no_phone, reachable_unsettled] AS counts
      FROM current_dealer_figure
  )
  SELECT dealer, shown.counts AS shown, counted.counts AS counted, shown.path, customer.path AS place
    FROM counted FULL JOIN shown USING (dealer) JOIN customer ON customer_id = dealer
   WHERE counted.counts IS DISTINCT FROM shown.counts AND (counted IS NOT NULL OR 0 < ANY (shown.counts))
      OR shown.path <> customer.path`;

/** The same for the figures by rank and member class. */
export const COUNTED_WITHOUT_CLASS_FIGURES = `
  SELECT * FROM (
    SELECT parent_customer_id AS dealer, rank_code, member_class_code, login_status AS login, count(*)::int AS counted
      FROM customer_overview WHERE parent_customer_id IS NOT NULL GROUP BY 1, 2, 3, 4
  ) AS counted FULL JOIN (
    SELECT dealer_id AS dealer, figure.path, rank_code, member_class_code, login, shown
      FROM current_dealer_class_figure AS figure
      CROSS JOIN LATERAL (VALUES ${LOGIN_STATUSES.map((login) => `('${login}', ${login})`).join(', ')}) AS of (login, shown)
     WHERE shown > 0
  ) AS shown USING (dealer, rank_code, member_class_code, login)
  JOIN customer ON customer_id = dealer
   WHERE counted.counted IS DISTINCT FROM shown.shown OR shown.path <> customer.path`;
