import { Logger } from '@nestjs/common';
import type { Channel as ChannelName } from '@daiko/contracts';
import { SecretDeriver } from '@daiko/server-platform';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { vi } from 'vitest';
import type { Channel, Outcome, OutgoingMessage } from './channel/channel';
import { Notification } from './notification.entity';
import type { PinMessage } from './notification-message';

const KEY_ID = 'dev-test';

// What is logged is looked at in specs of its own.
Logger.overrideLogger(false);

/** With the key of `testConfig`. */
export const testDeriver = new SecretDeriver([`${KEY_ID}:${Buffer.alloc(32, 7).toString('base64')}`]);

/** A customer below the root, with contacts of the given kinds. @returns its id, and each contact's id by kind */
export async function aCustomer(
  db: DataSource,
  contacts: Partial<Record<'landline' | 'mobile' | 'ip_phone' | 'email', string>>,
  { parent = '00000001', rank = 'customer' } = {},
): Promise<{ customerId: string; contactOf: Record<string, string> }> {
  await db.query(
    `INSERT INTO rank (code, name, role) VALUES ('customer', '会員', 'customer'), ('dealer', '代理店', 'dealer'),
       ('operator', '職員', 'operator') ON CONFLICT DO NOTHING`,
  );
  await db.query("INSERT INTO member_class VALUES ('member', '会員') ON CONFLICT DO NOTHING");
  await db.query(
    `INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, path)
     VALUES ('00000001', 'corporate', '本部', 'ホンブ', 'ホンブ', 'dealer', 'member', '00000001') ON CONFLICT DO NOTHING`,
  );
  const customerId = String(10_000_000 + (randomBytes(4).readUInt32BE() % 80_000_000));
  await db.query(
    `INSERT INTO customer (customer_id, kind, name, kana, search_key, rank_code, member_class_code, parent_customer_id, path)
     VALUES ($1, 'personal', '環境 太郎', 'カンキョウ タロウ', 'カンキョウタロウ', $2, 'member', $3, $4)`,
    [
      customerId,
      rank,
      parent,
      parent === '00000001' ? `00000001.${customerId}` : `00000001.${parent}.${customerId}`,
    ],
  );
  const contactOf: Record<string, string> = {};
  for (const [kind, value] of Object.entries(contacts)) {
    contactOf[kind] = randomUUID();
    await db.query('INSERT INTO contact_point (id, customer_id, kind, value) VALUES ($1, $2, $3, $4)', [
      contactOf[kind],
      customerId,
      kind,
      value,
    ]);
  }
  return { customerId, contactOf };
}

/** A run of identity verification, of a customer or of nobody. */
export async function aChallenge(db: DataSource, customerId: string | null): Promise<string> {
  const id = randomUUID();
  await db.query(
    `INSERT INTO pin_challenge (id, token_hash, purpose, customer_id, decoys, subject, key_id, ends_at)
     VALUES ($1, $2, 'password_reset', $3, $4, $2, '${KEY_ID}', now() + interval '30 minutes')`,
    [id, randomBytes(32), customerId, customerId === null ? '[]' : null],
  );
  return id;
}

/** A PIN for a new challenge; without a customer, a decoy. */
export async function aPinMessage(
  db: DataSource,
  channel: ChannelName,
  to?: { customerId: string; contactPointId: string | undefined },
  secondsToLive = 900,
): Promise<PinMessage> {
  const customerId = to?.customerId ?? null;
  return {
    template: 'pin',
    channel,
    customerId,
    contactPointId: to?.contactPointId ?? null,
    challengeId: await aChallenge(db, customerId),
    destinationId: 'd1',
    destinationKey: randomBytes(32),
    keyId: KEY_ID,
    nonce: testDeriver.nonce(),
    issue: 1,
    expiresAt: new Date(Date.now() + secondsToLive * 1_000),
  };
}

/** The row of a message as it is now. */
export function rowOf(db: DataSource, id: string): Promise<Notification> {
  return db.getRepository(Notification).findOneByOrFail({ id });
}

/** Resolves as soon as `look` finds something. */
export function eventually<T>(
  look: () => Promise<T | undefined> | T | undefined,
  patience = 10_000,
): Promise<T> {
  return vi.waitUntil(look, { timeout: patience, interval: 10 });
}

/** A way out that writes down what it was given, and answers as it is told. */
export class RecordingChannel implements Channel {
  readonly delivered: OutgoingMessage[] = [];
  readonly secondsLeft: number[] = [];
  /** What comes of the next messages; when none is left, they are accepted. */
  readonly outcomes: Outcome[] = [];
  /** What the provider says when it is asked. */
  found: () => Promise<string | undefined> = () => Promise.resolve(undefined);
  looks = 0;
  /** What happens while the provider is called. */
  during: () => Promise<void> = () => Promise.resolve();

  async deliver(message: OutgoingMessage, secondsLeft: number): Promise<Outcome> {
    this.delivered.push(message);
    this.secondsLeft.push(secondsLeft);
    await this.during();
    return this.outcomes.shift() ?? { kind: 'accepted', providerId: `SM${randomUUID()}` };
  }

  async find(): Promise<string | undefined> {
    this.looks += 1;
    return this.found();
  }
}
