import { Injectable } from '@nestjs/common';
import { AppConfig, tokenHash } from '@daiko/server-platform';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * Keeps the browsers with which a customer has signed in. A cookie identifies the browser, but it gives no access:
 * without it the password is asked for in the same way, and one more mail is sent.
 */
@Injectable()
export class KnownDeviceStore {
  constructor(private readonly config: AppConfig) {}

  /**
   * Records that a browser was used. Call it under `lockCustomer`. When a customer has too many browsers, those that
   * have not been used for the longest time are deleted.
   * @returns whether this customer never used the browser before; false at the first sign-in of a login, when the
   * customer has no browser yet
   */
  async recordUse(tx: EntityManager, customerId: string, token: string): Promise<boolean> {
    // The customer is part of the hash, so the table does not reveal which customers share a browser.
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

  /** Whether one of these customers has signed in with this browser before. It records nothing. */
  async isKnown(db: DataSource, customerIds: readonly string[], token: string): Promise<boolean> {
    const hashes = customerIds.map((customerId) => tokenHash(`${customerId}:${token}`));
    const [row] = await db.query<{ isKnown: boolean }[]>(SELECT_IS_KNOWN, [customerIds, hashes]);
    return row?.isKnown === true;
  }

  /** Treats every browser as new from now on, because a person other than the customer may have signed in. */
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
