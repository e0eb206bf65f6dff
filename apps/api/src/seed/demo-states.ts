import { aCustomer, type CustomerBuilder } from '@daiko/server-builders';
import type { EntityManager } from 'typeorm';

const KANKYO = '01058734';
const MIDORI = '01058735';

const [FROZEN, WAITING, HELD, CONSOLIDATED, NO_PHONE] = [1, 2, 3, 4, 5].map(
  (last) => `0105879${String(last)}`,
) as [string, string, string, string, string];

/** Data for the pages of dealers and operators: one customer for each state that the demo network does not have. */
export async function saveDemoStates(tx: EntityManager, passwordHash: string): Promise<void> {
  const signsIn = (customerId: string, name: string, kana: string): CustomerBuilder =>
    aCustomer(customerId)
      .named(name, kana)
      .below(KANKYO)
      .withLogin(`demo${customerId.slice(-2)}@mail.example`, passwordHash);
  await frozen(tx, signsIn(FROZEN, '鈴木 一枝', 'スズキ カズエ').withMobile('090-1111-3001'));
  await waiting(tx, signsIn(WAITING, '相原 実', 'アイハラ ミノル').below(MIDORI).withMobile('090-1111-3002'));
  await held(tx, signsIn(HELD, '上田 澄子', 'ウエダ スミコ').withMobile('090-1111-3003'));
  await consolidated(
    tx,
    signsIn(CONSOLIDATED, '加藤商店(有)', 'カトウショウテン').corporate().withMobile('090-1111-3004'),
  );
  await signsIn(NO_PHONE, '岡本 節子', 'オカモト セツコ').save(tx);
  // The campaign has begun: these customers got a reminder two days ago.
  await tx.query(
    `INSERT INTO campaign_reminder (customer_id, reminded_at, reminded_by)
     SELECT unnest($1::text[]), now() - interval '2 days', $2`,
    [['01058738', NO_PHONE], KANKYO],
  );
}

/** The customer clicked それは私ではありません. */
async function frozen(tx: EntityManager, customer: CustomerBuilder): Promise<void> {
  const customerId = await customer.save(tx);
  await tx.query('UPDATE customer SET recovery_frozen_at = now() WHERE customer_id = $1', [customerId]);
  await tx.query(
    `INSERT INTO audit_event (event, result, actor, subject, detail)
     VALUES ('recovery.frozen', 'done', 'anonymous', $1, '{"by": "mail", "isNew": true}')`,
    [customerId],
  );
}

/** A change of the phone waits for a second person, 環境 太郎 or an operator. */
async function waiting(tx: EntityManager, customer: CustomerBuilder): Promise<void> {
  await tx.query(
    `INSERT INTO contact_change_request (customer_id, action, contact_point_id, kind, value, requested_by)
     SELECT customer_id, 'replace', id, 'mobile', '+819011113092', $2
       FROM contact_point WHERE customer_id = $1 AND kind = 'mobile'`,
    [await customer.save(tx), MIDORI],
  );
}

/** A mail address that a dealer added today. */
async function held(tx: EntityManager, customer: CustomerBuilder): Promise<void> {
  await tx.query(
    `INSERT INTO contact_point (customer_id, kind, value, priority, held_until)
     VALUES ($1, 'email', 'sumiko@mail.example', 9, now() + interval '24 hours')`,
    [await customer.save(tx)],
  );
}

/** Two logins of the old system were merged into one a week ago. */
async function consolidated(tx: EntityManager, customer: CustomerBuilder): Promise<void> {
  for (const [loginId, userName] of [
    ['kato-tencho', '加藤 店長'],
    ['kato-jimu', '退職した担当者'],
  ] as const)
    customer.withLegacyLogin({
      loginId,
      userName,
      foreignHash: null,
      createdDaysAgo: 2_000,
      lastSignedInDaysAgo: 90,
    });
  await tx.query(
    `WITH made AS (
       INSERT INTO consolidation (customer_id, done_at) VALUES ($1, now() - interval '7 days') RETURNING id)
     UPDATE legacy_login SET retired_at = now() - interval '7 days', consolidation_id = made.id FROM made
      WHERE customer_id = $1`,
    [await customer.save(tx)],
  );
}
