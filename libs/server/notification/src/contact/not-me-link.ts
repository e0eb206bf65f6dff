import { Injectable } from '@nestjs/common';
import { AppConfig, SecretDeriver } from '@daiko/server-platform';
import { timingSafeEqual } from 'node:crypto';
import { DataSource } from 'typeorm';
import type { Template } from '../outbox/notification.entity';

const ID_BYTES = 16;
/** 128 bits of HMAC (ASVS 11.5.1). */
const PROOF_BYTES = 16;

/** The message that a user answers with それは私ではありません. */
export interface NotMeLink {
  notificationId: string;
  template: Template;
  /** The customer whose login information the message was about. */
  customerId: string;
  challengeId: string | null;
  expiresAt: Date;
  isExpired: boolean;
  /** The link was used, and a person has reopened recovery since then. */
  isSpent: boolean;
}

/**
 * The token of the link それは私ではありません: the message's ID and a proof that we wrote it. It has 43 characters and is
 * stored nowhere.
 */
export function notMeToken(deriver: SecretDeriver, row: { id: string; keyId: string }): string {
  const id = Buffer.from(row.id.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, proofOf(deriver, row)]).toString('base64url');
}

function proofOf(deriver: SecretDeriver, row: { id: string; keyId: string }): Buffer {
  return deriver.derive('not_me', row.keyId, row.id).subarray(0, PROOF_BYTES);
}

/** The message ID that a token claims, and its proof; undefined when the token does not have our format. */
function readToken(token: string): { id: string; proof: Buffer } | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length !== ID_BYTES + PROOF_BYTES) return undefined;
  const hex = bytes.subarray(0, ID_BYTES).toString('hex');
  const id = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return { id, proof: bytes.subarray(ID_BYTES) };
}

/** Reads the links それは私ではありません of mails. */
@Injectable()
export class NotMeLinks {
  constructor(
    private readonly db: DataSource,
    private readonly deriver: SecretDeriver,
    private readonly config: AppConfig,
  ) {}

  /**
   * Finds the message that a token came with; undefined when we did not write the token. Says whether it is expired.
   */
  async read(token: string): Promise<NotMeLink | undefined> {
    const claimed = readToken(token);
    if (!claimed) return undefined;
    const [row] = await this.db.query<(NotMeLink & { keyId: string })[]>(
      `SELECT id AS "notificationId", template, COALESCE(about_customer_id, customer_id) AS "customerId",
              challenge_id AS "challengeId", key_id AS "keyId",
              created_at + make_interval(mins => $2) AS "expiresAt",
              created_at + make_interval(mins => $2) <= now() AS "isExpired",
              not_me_said_at IS NOT NULL AND NOT EXISTS (
                SELECT FROM customer WHERE recovery_frozen_at IS NOT NULL AND customer.customer_id =
                  COALESCE(notification.about_customer_id, notification.customer_id)) AS "isSpent"
         FROM notification WHERE id = $1 AND COALESCE(about_customer_id, customer_id) IS NOT NULL`,
      [claimed.id, this.config.values.NOT_ME_LINK_MINUTES],
    );
    if (!row) return undefined;
    const { keyId, ...link } = row;
    return timingSafeEqual(claimed.proof, proofOf(this.deriver, { id: claimed.id, keyId }))
      ? link
      : undefined;
  }
}
