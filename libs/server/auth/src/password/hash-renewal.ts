import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { PasswordHasher } from './password-hasher';

/** The place where a hash is stored, with the key of its row. */
export type HashPlace = { customerId: string } | { legacyLoginId: string };

/** Makes a hash again while the right password is available, which is only at the sign-in. */
@Injectable()
export class HashRenewal {
  private readonly logger = new Logger(HashRenewal.name);

  constructor(
    private readonly db: DataSource,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * Replaces a hash, unless the stored hash has changed in the meantime. This closes two races: a password that was
   * just changed stays changed, and of two sign-ins at the same time only one replaces the hash. It never fails,
   * because a right password is right even when there is no time for the renewal.
   * @param stored the hash with which the password was compared
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
