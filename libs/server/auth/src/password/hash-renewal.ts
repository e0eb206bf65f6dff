import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PasswordHasher } from './password-hasher';

/** Where a hash is kept, and the key of its row. */
export type HashPlace = { customerId: string } | { legacyLoginId: string };

/** Makes hashes anew while the right password is at hand: it is at no other time. */
@Injectable()
export class HashRenewal {
  private readonly logger = new Logger(HashRenewal.name);

  constructor(
    private readonly db: DataSource,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * Replaces a hash, unless it has become another one meanwhile: a password that was just changed stays changed, and of
   * two sign-ins at once one does it. Never fails: a right password is right even when there is no time for this.
   * @param stored with which the password was compared
   */
  async renew(place: HashPlace, stored: string, password: string): Promise<void> {
    try {
      const renewed = await this.hasher.hash(password);
      if ('customerId' in place) await this.db.query(CREDENTIAL, [place.customerId, stored, renewed]);
      else await this.db.query(UPDATE_LEGACY_LOGIN_HASH, [place.legacyLoginId, stored, renewed]);
    } catch (error) {
      this.logger.warn({ event: 'hash not renewed; next time', error: (error as Error).name });
    }
  }
}

const CREDENTIAL = 'UPDATE credential SET password_hash = $3 WHERE customer_id = $1 AND password_hash = $2';

const UPDATE_LEGACY_LOGIN_HASH = `
  UPDATE legacy_login SET password_hash = $3, foreign_hash = NULL
  WHERE id = $1 AND coalesce(foreign_hash, password_hash) = $2`;
