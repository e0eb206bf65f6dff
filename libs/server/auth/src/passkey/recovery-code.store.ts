import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** The only class that writes `recovery_code`. The table holds only keyed hashes. */
@Injectable()
export class RecoveryCodeStore {
  constructor(private readonly db: DataSource) {}

  /** Replaces all codes of the customer with new ones. Call it under `lockCustomer`. */
  async replaceAll(tx: EntityManager, customerId: string, hashes: readonly Buffer[]): Promise<void> {
    await this.deleteAllOf(tx, customerId);
    await tx.query(INSERT_CODES, [customerId, hashes]);
  }

  /** @returns how many codes there were */
  async deleteAllOf(tx: EntityManager, customerId: string): Promise<number> {
    return (await tx.query<[unknown, number]>(DELETE_CODES, [customerId]))[1];
  }

  /** Ends all codes of a customer who reported それは私ではありません for a message about codes. @returns how many there were */
  async deleteToldBy(tx: EntityManager, customerId: string, notificationId: string): Promise<number> {
    return (await tx.query<[unknown, number]>(DELETE_TOLD, [customerId, notificationId]))[1];
  }

  /**
   * Uses up a code in one statement. When several requests use the same code at the same time, only one finds it
   * unused.
   * @returns how many codes are left; undefined for a code that is unknown or used
   */
  async use(tx: EntityManager, customerId: string, hash: Buffer): Promise<number | undefined> {
    const [[used]] = await tx.query<[{ left: number }[], number]>(UPDATE_CODE_USED, [customerId, hash]);
    return used?.left;
  }

  async countUnused(customerId: string): Promise<number> {
    const [row] = await this.db.query<{ left: number }[]>(COUNT_UNUSED, [customerId]);
    return row?.left ?? 0;
  }
}

const INSERT_CODES = `
  INSERT INTO recovery_code (customer_id, place, code_hash)
  SELECT $1, place, code_hash FROM unnest($2::bytea[]) WITH ORDINALITY AS made (code_hash, place)`;

const DELETE_CODES = 'DELETE FROM recovery_code WHERE customer_id = $1';

const DELETE_TOLD = `
  DELETE FROM recovery_code
  WHERE customer_id = $1 AND EXISTS (
    SELECT FROM notification
    WHERE id = $2 AND template IN ('passkey_required', 'recovery_codes_made', 'recovery_code_used'))`;

/** The statement does not see its own change, so one less is left than it counts. */
const UPDATE_CODE_USED = `
  UPDATE recovery_code SET used_at = now()
  WHERE customer_id = $1 AND code_hash = $2 AND used_at IS NULL
  RETURNING (SELECT count(*)::int - 1 FROM recovery_code AS unused
             WHERE unused.customer_id = $1 AND unused.used_at IS NULL) AS left`;

const COUNT_UNUSED = `
  SELECT count(*)::int AS left FROM recovery_code WHERE customer_id = $1 AND used_at IS NULL`;
