import { Injectable } from '@nestjs/common';
import { AppConfig, tokenHash } from '@daiko/server-platform';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * Which browsers a customer has signed in with, told by a cookie that opens nothing: without it the password is asked
 * for in the same way, and a mail more goes out.
 */
@Injectable()
export class KnownDeviceStore {
  constructor(private readonly config: AppConfig) {}

  /**
   * Notes that a browser was used, under `lockCustomer`. The one not used for longest goes when there are too many.
   * @returns whether it was never used before by this customer; false at the first sign-in of a login, when none was
   */
  async recordUse(tx: EntityManager, customerId: string, token: string): Promise<boolean> {
    // Hashed with the customer: the table does not tell which customers share a browser.
    const hash = tokenHash(`${customerId}:${token}`);
    const [seen] = await tx.query<{ isKnown: boolean; isFirst: boolean }[]>(SELECT_HAS_OTHER_DEVICES, [
      customerId,
      hash,
    ]);
    await tx.query(UPSERT_KNOWN_DEVICE, [customerId, hash]);
    await tx.query(DELETE_SURPLUS_DEVICES, [customerId, this.config.values.DEVICES_PER_CUSTOMER]);
    if (seen?.isFirst !== true) return seen?.isKnown !== true;
    await tx.query('UPDATE credential SET devices_since = now() WHERE customer_id = $1', [customerId]);
    return false;
  }

  /** Whether one of these customers has signed in with a browser before. Nothing is noted. */
  async isKnown(db: DataSource, customerIds: readonly string[], token: string): Promise<boolean> {
    const hashes = customerIds.map((customerId) => tokenHash(`${customerId}:${token}`));
    const [row] = await db.query<{ isKnown: boolean }[]>(SELECT_IS_KNOWN, [customerIds, hashes]);
    return row?.isKnown === true;
  }

  /** From now on every browser is a new one: somebody may have signed in who is not the customer. */
  async forget(tx: EntityManager, customerId: string): Promise<void> {
    await tx.query('UPDATE known_device SET forgotten_at = now() WHERE customer_id = $1', [customerId]);
  }
}

const SELECT_HAS_OTHER_DEVICES = `
  SELECT EXISTS (SELECT FROM known_device
                 WHERE customer_id = $1 AND token_hash = $2 AND forgotten_at IS NULL) AS "isKnown",
         (SELECT devices_since IS NULL FROM credential WHERE customer_id = $1) AS "isFirst"`;

const SELECT_IS_KNOWN = `
  SELECT EXISTS (
    SELECT FROM known_device JOIN unnest($1::char(8)[], $2::bytea[]) AS asked (customer_id, token_hash)
      ON known_device.customer_id = asked.customer_id AND known_device.token_hash = asked.token_hash
    WHERE forgotten_at IS NULL) AS "isKnown"`;

const UPSERT_KNOWN_DEVICE = `
  INSERT INTO known_device (customer_id, token_hash) VALUES ($1, $2)
  ON CONFLICT (customer_id, token_hash) DO UPDATE SET last_used_at = now(), forgotten_at = NULL`;

const DELETE_SURPLUS_DEVICES = `
  DELETE FROM known_device WHERE customer_id = $1 AND token_hash IN (
    SELECT token_hash FROM known_device WHERE customer_id = $1 ORDER BY last_used_at DESC, token_hash OFFSET $2)`;
