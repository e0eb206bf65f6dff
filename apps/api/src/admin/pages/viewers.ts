import type { SignedIn } from '@daiko/server-auth';
import type { DataSource } from 'typeorm';

/** The viewer of the pages, and the customers that the pages show. */
export interface PageViewer {
  name: string;
  role: 'dealer' | 'operator';
  signedIn: SignedIn;
  /** お客様ID at the top of the own network. */
  top: string;
  /** A customer far down in the tree who has a phone, and that phone. */
  subject: string;
  phone: string;
  /** One, two and three letters of the subject's name, and of the kana. */
  nameParts: string[];
  /** The last お客様ID before the hundredth page. */
  hundredth: string;
  /** The dealer with the most customers directly below, and the last of these customers before the hundredth page. */
  widest: string;
  hundredthBelowWidest: string;
  /** The actor with the most lines in the audit trail. */
  reader: string;
}

/** An operator, who sees the whole network, and the dealer with the most customers below. */
export async function viewersIn(db: DataSource): Promise<PageViewer[]> {
  const viewers = await db.query<Omit<PageViewer, 'nameParts' | 'signedIn'>[]>(VIEWERS);
  const complete: PageViewer[] = [];
  for (const { name, role, top } of viewers) {
    const [facts] = await db.query<Facts[]>(FACTS, [top]);
    const [header] = await db.query<SignedIn[]>(HEADER, [name]);
    if (facts === undefined || header === undefined) continue;
    const { customerName, customerKana, ...others } = facts;
    const letters = (text: string) => [1, 2, 3].map((length) => text.replaceAll(/\s/g, '').slice(0, length));
    const nameParts = [...letters(customerName), ...letters(customerKana)];
    complete.push({ name, role, top, ...others, nameParts, signedIn: { ...header, ...FOREVER } });
  }
  return complete;
}

type Facts = Omit<PageViewer, 'name' | 'role' | 'top' | 'nameParts' | 'signedIn'> & {
  customerName: string;
  customerKana: string;
};

/** A session that never ends, because no real session exists: see pages-command.ts. */
const END = new Date('2999-12-31');
const FOREVER = {
  sessionId: '00000000-0000-0000-0000-000000000000',
  legacyLoginId: null,
  now: new Date(),
  idleEndsAt: END,
  absoluteEndsAt: END,
  stepUpEndsAt: END,
  passkeyProofEndsAt: END,
  isPasskeyRequired: false,
};

const VIEWERS = `
  (SELECT customer_id AS name, 'operator' AS role, subpath(path, 0, 1)::text AS top
     FROM customer JOIN rank ON rank.code = rank_code
    WHERE role = 'operator' AND suspended_at IS NULL ORDER BY customer_id LIMIT 1)
  UNION ALL
  (SELECT customer_id AS name, 'dealer', customer_id
     FROM customer JOIN rank ON rank.code = rank_code
     JOIN (SELECT subpath(path, 1, 1)::text AS id, count(*) AS below FROM customer WHERE nlevel(path) > 1 GROUP BY 1) AS size
       ON size.id = customer_id
    WHERE role = 'dealer' AND suspended_at IS NULL ORDER BY below DESC, customer_id LIMIT 1)`;

const FACTS = `
  WITH top AS MATERIALIZED (SELECT path FROM customer WHERE customer_id = $1),
  below AS MATERIALIZED (
    SELECT customer_id, parent_customer_id, name, kana, nlevel(customer.path) AS level
      FROM customer, top WHERE customer.path <@ top.path
  ), widest AS (
    SELECT parent_customer_id AS id FROM below GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1
  ), subject AS (
    SELECT below.*, value FROM below JOIN contact_point USING (customer_id)
     WHERE kind <> 'email' AND retired_at IS NULL ORDER BY level DESC, customer_id DESC LIMIT 1
  )
  SELECT subject.customer_id AS subject, regexp_replace(value, '^\\+81', '0') AS phone, subject.name AS "customerName",
         subject.kana AS "customerKana", widest.id AS widest,
         coalesce((SELECT customer_id FROM below ORDER BY 1 OFFSET 4949 LIMIT 1), '00000000') AS hundredth,
         coalesce((SELECT customer_id FROM below WHERE parent_customer_id = widest.id ORDER BY 1 OFFSET 4949 LIMIT 1),
                  '00000000') AS "hundredthBelowWidest",
         coalesce((SELECT actor FROM audit_event WHERE actor ~ '^[0-9]{8}$' GROUP BY 1 ORDER BY count(*) DESC LIMIT 1), $1) AS reader
    FROM subject, widest`;

const HEADER = `
  SELECT customer.customer_id AS "customerId", customer.name AS "customerName", rank.name AS "rankName", rank.role,
         member_class.name AS "memberClassName", parent.name AS "parentDealerName"
    FROM customer JOIN rank ON rank.code = customer.rank_code
    JOIN member_class ON member_class.code = customer.member_class_code
    LEFT JOIN customer AS parent ON parent.customer_id = customer.parent_customer_id
   WHERE customer.customer_id = $1`;
