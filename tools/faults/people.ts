import type pg from 'pg';

/** A customer of the tests: nobody else has these contacts. */
export interface Identity {
  customerId: string;
  loginId: string;
  /** E.164. */
  landline: string;
  mobile: string;
}

/** The `index`-th of them, from 0; there is room for 100,000. */
export function identity(index: number): Identity {
  const number = String(index).padStart(5, '0');
  return {
    customerId: `030${number}`,
    loginId: `hito${number}@mail.example`,
    landline: `+814664${number}`,
    mobile: `+8190123${number}`,
  };
}

/** Saves customers below the demo customer, each with a landline, a mobile, an address, and the demo password. */
export async function savePeople(client: pg.Client, count: number): Promise<void> {
  const people = Array.from({ length: count }, (_, index) => identity(index));
  await client.query(SAVE, [JSON.stringify(people)]);
}

const SAVE = `
  WITH person AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb)
      AS row("customerId" text, "loginId" text, landline text, mobile text)),
  saved AS (
    INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
    SELECT "customerId", 'personal', '試験 一郎', 'シケン イチロウ', '試験 一郎 シケン イチロウ', rank_code, member_class_code,
           customer_id, path || "customerId"
      FROM person, customer WHERE customer_id = '01058734' RETURNING customer_id),
  credentialed AS (
    INSERT INTO credential (customer_id, login_id, password_hash, state, password_changed_at)
    SELECT "customerId", "loginId", password_hash, 'active', now()
      FROM person, credential WHERE customer_id = '01058734')
  INSERT INTO contact_point (customer_id, kind, value, confirmed_at)
  SELECT "customerId", kind, value, now() FROM person,
    LATERAL (VALUES ('landline', landline), ('mobile', mobile), ('email', "loginId")) AS contact (kind, value)`;
