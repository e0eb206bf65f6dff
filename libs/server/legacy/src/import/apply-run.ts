import { lockCustomers, lockTree } from '@daiko/server-customer';
import type { Client } from 'pg';
import { IDENTITY_REASON, IDENTITY_TABLES } from './validate-identity';
import { refuseLate } from './late-refusal';

/**
 * Imports the next customers, parents before children, and each with all contacts and logins or not at all.
 * @param limit number of customers in this transaction. @param isDry only finds out what would happen
 * @returns the number of customers; 0 when none is left
 */
export async function applyBatch(
  client: Client,
  runId: string,
  limit: number,
  isDry: boolean,
): Promise<number> {
  await client.query('BEGIN');
  try {
    await client.query(TEMPORARY);
    const { rowCount } = await client.query(INSERT_BATCH, [limit]);
    if (rowCount !== 0) await apply(client, runId, isDry);
    await client.query('COMMIT');
    return rowCount ?? 0;
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}

/**
 * Takes the locks in the order that all code uses (lock-order.ts). The tree is locked exclusively only if customers
 * move, because the export names another 上位店. @returns how the tree is locked
 */
async function lock(client: Client): Promise<'exclusive' | 'shared'> {
  const { rows } = await client.query<{ moves: boolean; known: string[] }>(SELECT_CUSTOMERS_TO_LOCK);
  const mode = rows[0]?.moves === true ? 'exclusive' : 'shared';
  await lockTree(client, mode);
  await lockCustomers(client, rows[0]?.known ?? []);
  return mode;
}

async function apply(client: Client, runId: string, isDry: boolean): Promise<void> {
  const tree = isDry ? null : await lock(client);
  await client.query(UPDATE_BATCH_COMPARED);
  if (tree !== null) {
    for (const statement of STATEMENTS) await client.query(statement);
    if (tree === 'exclusive') await move(client);
    await client.query(UPSERT_IMPORTED_CUSTOMERS, [runId]);
  }
  await client.query(UPDATE_BATCH_APPLIED);
  const { rows } = await client.query<{ id: string; reason: string }>(SELECT_REFUSED_ROWS);
  for (const { id, reason } of rows) await refuseLate(client, runId, id, reason);
}

async function move(client: Client): Promise<void> {
  const { rows } = await client.query<{ id: string; parent: string }>(SELECT_MOVED_CUSTOMERS);
  for (const { id, parent } of rows) await client.query(UPDATE_PATHS, [id, parent]);
}

/** One row per customer, with contacts and logins in `fresh`, and what the last export said about it in `before`. */
const TEMPORARY = `
  CREATE TEMPORARY TABLE IF NOT EXISTS batch (
    id char(8) PRIMARY KEY, parent char(8), fresh jsonb, before jsonb, outcome text, reason text
  ) ON COMMIT DELETE ROWS`;

/** A batch has customers of one depth only, so that no child is in the same batch as its parent. */
const INSERT_BATCH = `
  INSERT INTO batch (id, parent, fresh)
  SELECT customer_id, parent_id, content || jsonb_build_object(
    'parent', parent_id,
    'contacts', (SELECT coalesce(jsonb_agg(contact ORDER BY contact->>'value'), '[]') FROM (
       SELECT DISTINCT ON (value) to_jsonb(import_contact) - 'row_number' - 'customer_id' AS contact
       FROM import_contact WHERE import_contact.customer_id = staged.customer_id ORDER BY value, row_number) first),
    'logins', (SELECT coalesce(jsonb_agg(login ORDER BY login->>'folded_login_id'), '[]') FROM (
       SELECT DISTINCT ON (folded_login_id) to_jsonb(import_login) - 'row_number' - 'customer_id' AS login
       FROM import_login WHERE import_login.customer_id = staged.customer_id ORDER BY folded_login_id, row_number) first))
  FROM import_customer staged
  WHERE outcome IS NULL AND refused IS NULL
    AND depth = (SELECT min(depth) FROM import_customer WHERE outcome IS NULL AND refused IS NULL)
  ORDER BY depth, customer_id LIMIT $1`;

/**
 * Reads the present state without a lock. If another user moves a customer in the meantime, the import does not move
 * that customer.
 */
const SELECT_CUSTOMERS_TO_LOCK = `
  SELECT coalesce(bool_or(batch.parent IS DISTINCT FROM customer.parent_customer_id), false) AS moves,
         coalesce(array_agg(customer_id::text), '{}') AS known
  FROM batch JOIN customer ON customer.customer_id = batch.id`;

/**
 * Checks again to which customer the number belongs: since the judgement, a customer may have been registered with it
 * or may have become an operator.
 */
const UPDATE_BATCH_COMPARED = `
  UPDATE batch SET before = compared.content, reason = compared.reason,
    outcome = CASE WHEN compared.reason IS NOT NULL THEN 'refused' WHEN compared.is_new THEN 'imported'
                   WHEN compared.content = fresh THEN 'unchanged' ELSE 'updated' END
  FROM (SELECT staged.customer_id, imported.content, here.customer_id IS NULL AS is_new, ${IDENTITY_REASON} AS reason
          FROM batch JOIN import_customer staged ON staged.customer_id = batch.id AND staged.refused IS NULL
          ${IDENTITY_TABLES}) compared
  WHERE compared.customer_id = batch.id`;

/**
 * A user may register a number far from the running series at the same moment. Then the first of the two keeps it,
 * and the import refuses its row if it was the second.
 */
const INSERT_CUSTOMERS = `
  WITH added AS (
  INSERT INTO customer (customer_id, kind, name, kana, search_key, postal_code, address, rank_code, member_class_code,
                        parent_customer_id, path, registration_number, suspended_at, created_at)
  SELECT id, fresh->>'kind', fresh->>'name', fresh->>'kana', fresh->>'searchKey', fresh->>'postalCode', fresh->>'address',
         fresh->>'rank', fresh->>'memberClass', parent, coalesce(above.path || id::text, id::text::ltree),
         fresh->>'registrationNumber', CASE WHEN (fresh->>'suspended')::boolean THEN now() END,
         coalesce((fresh->>'registeredAt')::timestamptz, now())
  FROM batch LEFT JOIN customer above ON above.customer_id = batch.parent WHERE outcome = 'imported'
  ON CONFLICT (customer_id) DO NOTHING RETURNING customer_id)
  UPDATE batch SET outcome = 'refused', reason = 'registered_here'
  WHERE outcome = 'imported' AND NOT EXISTS (SELECT FROM added WHERE added.customer_id = batch.id)`;

/** A value that differs from the imported one was changed here, so it stays. A name and its kana change together. */
const unlessChanged = (column: string, key: string) => `
  ${column} = CASE WHEN customer.${column} IS NOT DISTINCT FROM before->>'${key}' THEN fresh->>'${key}' ELSE customer.${column} END`;
const named = (column: string, key: string) => `
  ${column} = CASE WHEN customer.name = before->>'name' AND customer.kana = before->>'kana'
                   THEN fresh->>'${key}' ELSE customer.${column} END`;
const UPDATE_CUSTOMERS = `
  UPDATE customer SET ${named('name', 'name')}, ${named('kana', 'kana')}, ${named('search_key', 'searchKey')},
    ${unlessChanged('kind', 'kind')}, ${unlessChanged('postal_code', 'postalCode')}, ${unlessChanged('address', 'address')},
    ${unlessChanged('rank_code', 'rank')}, ${unlessChanged('member_class_code', 'memberClass')},
    ${unlessChanged('registration_number', 'registrationNumber')},
    suspended_at = CASE WHEN (suspended_at IS NOT NULL) IS NOT DISTINCT FROM (before->>'suspended')::boolean
                        THEN CASE WHEN (fresh->>'suspended')::boolean THEN coalesce(suspended_at, now()) END
                        ELSE suspended_at END
  FROM batch WHERE outcome = 'updated' AND customer.customer_id = batch.id`;

const UPSERT_CONTACTS = `
  INSERT INTO contact_point (customer_id, kind, value, priority, confirmed_at)
  SELECT id, contact->>'kind', contact->>'value', (contact->>'priority')::smallint, (contact->>'confirmed_at')::timestamptz
  FROM batch, jsonb_array_elements(fresh->'contacts') contact
  WHERE outcome IN ('imported', 'updated') AND NOT coalesce(before->'contacts' @> jsonb_build_array(jsonb_build_object('value', contact->'value')), false)
  ON CONFLICT (customer_id, value) WHERE retired_at IS NULL DO NOTHING`;

/** Retires contacts that the export no longer has, but never the address with which the customer signs in. */
const UPDATE_CONTACTS_RETIRED = `
  UPDATE contact_point SET retired_at = now() FROM batch, jsonb_array_elements(before->'contacts') old
  WHERE outcome = 'updated' AND contact_point.customer_id = batch.id AND retired_at IS NULL
    AND contact_point.value = old->>'value'
    AND NOT fresh->'contacts' @> jsonb_build_array(jsonb_build_object('value', old->'value'))
    AND NOT EXISTS (SELECT FROM credential WHERE credential.customer_id = batch.id AND login_id = contact_point.value)`;

/** A login ID that is already the customer's one login is no longer imported as a login of the old system. */
const UPSERT_LEGACY_LOGINS = `
  INSERT INTO legacy_login AS known (customer_id, login_id, folded_login_id, foreign_hash, user_name, created_at,
                                     last_signed_in_at, suspended_at)
  SELECT id, login->>'login_id', login->>'folded_login_id', login->>'foreign_hash', login->>'user_name',
         (login->>'created_at')::timestamptz, (login->>'last_signed_in_at')::timestamptz,
         CASE WHEN (login->>'suspended')::boolean THEN now() END
  FROM batch, jsonb_array_elements(fresh->'logins') login
  WHERE outcome IN ('imported', 'updated') AND NOT coalesce(before->'logins' @> jsonb_build_array(login), false)
    AND NOT EXISTS (SELECT FROM credential WHERE credential.customer_id = batch.id AND state = 'active'
                      AND credential.login_id = login->>'folded_login_id')
  ON CONFLICT (customer_id, folded_login_id) DO UPDATE SET
    foreign_hash = CASE WHEN known.password_hash IS NULL THEN excluded.foreign_hash END,
    user_name = excluded.user_name,
    last_signed_in_at = greatest(known.last_signed_in_at, excluded.last_signed_in_at),
    suspended_at = CASE WHEN excluded.suspended_at IS NOT NULL THEN coalesce(known.suspended_at, now()) END
  WHERE known.retired_at IS NULL`;

const STATEMENTS = [
  INSERT_CUSTOMERS,
  UPDATE_CUSTOMERS,
  UPSERT_CONTACTS,
  UPDATE_CONTACTS_RETIRED,
  UPSERT_LEGACY_LOGINS,
];

const SELECT_MOVED_CUSTOMERS = `
  SELECT batch.id, batch.parent FROM batch JOIN customer ON customer.customer_id = batch.id
  WHERE outcome = 'updated' AND batch.parent IS NOT NULL AND before->>'parent' IS DISTINCT FROM batch.parent
    AND customer.parent_customer_id IS NOT DISTINCT FROM before->>'parent'`;

const UPDATE_PATHS = `
  UPDATE customer below SET
    path = parent.path || subpath(below.path, nlevel(moved.path) - 1),
    parent_customer_id = CASE WHEN below.customer_id = moved.customer_id THEN parent.customer_id ELSE below.parent_customer_id END
  FROM customer moved, customer parent
  WHERE moved.customer_id = $1 AND parent.customer_id = $2 AND below.path <@ moved.path
    AND NOT parent.path <@ moved.path`;

const UPSERT_IMPORTED_CUSTOMERS = `
  INSERT INTO imported_customer (customer_id, content, run_id)
  SELECT id, fresh, $1 FROM batch WHERE outcome IN ('imported', 'updated')
  ON CONFLICT (customer_id) DO UPDATE SET content = excluded.content`;

const UPDATE_BATCH_APPLIED = `
  UPDATE import_customer SET outcome = batch.outcome FROM batch
  WHERE import_customer.customer_id = batch.id AND batch.outcome <> 'refused'`;

const SELECT_REFUSED_ROWS = `SELECT id, reason FROM batch WHERE outcome = 'refused'`;
