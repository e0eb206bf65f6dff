import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DataSource } from 'typeorm';
import { keyedHash, SecretDeriver, type DerivedPurpose } from './secret-deriver';

const CIPHER = 'aes-256-gcm';
const IV_LENGTH = 12;
const TAG_LENGTH = 16;

interface Row {
  keyId: string;
  sealed: Buffer;
}

/**
 * The key for everything that has to stay the same while SECRET_KEYS are replaced: the keys of rate limits, and the
 * decoy list shown for a wrong pair. It is random and stored in the database, encrypted with a key of SECRET_KEYS, so
 * a copy of the database is not enough to find out what was counted. Each start encrypts it again with the newest
 * key, so that the old keys can be removed afterwards.
 */
@Injectable()
export class StableKey implements OnModuleInit {
  private readonly logger = new Logger(StableKey.name);
  private key?: Buffer;

  constructor(
    private readonly db: DataSource,
    private readonly secrets: SecretDeriver,
  ) {}

  /** Reads the key, or creates it. */
  async onModuleInit(): Promise<void> {
    await this.db.query(INSERT_KEY, [this.secrets.newestKeyId, this.seal(randomBytes(32))]);
    const row = await this.read();
    if (this.secrets.has(row.keyId)) this.key = this.open(row);
    else await this.replaceLost(row.keyId);
    if (row.keyId !== this.secrets.newestKeyId) await this.sealAnew(row.keyId);
  }

  /** HMAC-SHA-256, 32 bytes. The result stays the same when SECRET_KEYS change. */
  derive(purpose: DerivedPurpose, ...parts: (string | Buffer)[]): Buffer {
    if (this.key === undefined) throw new Error('the stable key was not read yet');
    return keyedHash(this.key, purpose, ...parts);
  }

  private async read(): Promise<Row> {
    const [row] = await this.db.query<Row[]>('SELECT key_id AS "keyId", sealed FROM stable_key');
    if (row === undefined) throw new Error('there is no stable key');
    return row;
  }

  /**
   * Replaces a stable key whose encryption key is no longer in SECRET_KEYS. A new key resets the counters; refusing
   * to start would be worse.
   */
  private async replaceLost(keyId: string): Promise<void> {
    this.logger.error({
      event: 'stable key lost: SECRET_KEYS no longer has the key it was encrypted with',
      keyId,
    });
    await this.db.query(UPDATE_KEY, [keyId, this.secrets.newestKeyId, this.seal(randomBytes(32))]);
    // Another process may have been faster. All processes use the key that is in the database now.
    this.key = this.open(await this.read());
  }

  private async sealAnew(keyId: string): Promise<void> {
    if (this.key === undefined) return;
    await this.db.query(UPDATE_KEY, [keyId, this.secrets.newestKeyId, this.seal(this.key)]);
  }

  private seal(key: Buffer): Buffer {
    const iv = randomBytes(IV_LENGTH);
    const cipher = createCipheriv(CIPHER, this.secrets.derive('seal', this.secrets.newestKeyId), iv);
    const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
    return Buffer.concat([iv, cipher.getAuthTag(), sealed]);
  }

  private open({ keyId, sealed }: Row): Buffer {
    const iv = sealed.subarray(0, IV_LENGTH);
    const decipher = createDecipheriv(CIPHER, this.secrets.derive('seal', keyId), iv);
    decipher.setAuthTag(sealed.subarray(IV_LENGTH, IV_LENGTH + TAG_LENGTH));
    return Buffer.concat([decipher.update(sealed.subarray(IV_LENGTH + TAG_LENGTH)), decipher.final()]);
  }
}

const INSERT_KEY = 'INSERT INTO stable_key (key_id, sealed) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING';
const UPDATE_KEY = 'UPDATE stable_key SET key_id = $2, sealed = $3 WHERE key_id = $1';
