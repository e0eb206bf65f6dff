import { Logger } from '@nestjs/common';
import type { Channel as ChannelName } from '@daiko/contracts';
import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { SecretDeriver, type Queues, type StableKey } from '@daiko/server-platform';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { vi } from 'vitest';
import { Notification } from '../src/outbox/notification.entity';
import { DispatchService } from '../src/outbox/dispatch.service';
import type { PinMessage } from '../src/outbox/notification-message';
import { NotificationOutbox } from '../src/outbox/notification-outbox';

const KEY_ID = 'dev-test';

// Log entries would hide the output of the tests.
Logger.overrideLogger(false);

/** Uses the key of `testConfig`. */
export const testDeriver = new SecretDeriver([`${KEY_ID}:${Buffer.alloc(32, 7).toString('base64')}`]);

/** The outbox as a process has it. */
export function outboxOf(db: DataSource, queues: Pick<Queues, 'add'>): NotificationOutbox {
  return new NotificationOutbox(new DispatchService(db, queues as Queues), testDeriver);
}

/** A replacement for the key in the database. */
export const testStable = {
  derive: (purpose: 'destination', ...parts: string[]) => testDeriver.derive(purpose, KEY_ID, ...parts),
} as unknown as StableKey;

/** A database with the masters and the head office in it. */
export async function networkDatabase(): Promise<TestDatabase> {
  const database = await testDatabase([Notification]);
  await saveMasters(database.db.manager);
  return database;
}

interface Contacts {
  landline?: string;
  mobile?: string;
  ip_phone?: string;
  email?: string;
}

/** A new customer with these contacts. @returns its id, and each contact's id by kind */
export async function aCustomerWith(
  db: DataSource,
  { landline, mobile, ip_phone: ipPhone, email }: Contacts,
  { parent = HEAD_OFFICE_ID, rank = 'member' } = {},
): Promise<{ customerId: string; contactOf: Record<string, string> }> {
  const customer = aCustomer(String(randomInt(20_000_000, 99_999_999)))
    .ranked(rank)
    .below(parent);
  if (landline) customer.withLandline(landline);
  if (mobile) customer.withMobile(mobile);
  if (ipPhone) customer.withPhone('ip_phone', ipPhone);
  if (email) customer.withEmail(email);
  const customerId = await customer.save(db.manager);
  const contacts = await db.query<{ kind: string; id: string }[]>(
    'SELECT kind, id FROM contact_point WHERE customer_id = $1',
    [customerId],
  );
  return { customerId, contactOf: Object.fromEntries(contacts.map(({ kind, id }) => [kind, id])) };
}

/** A run of identity verification, for a customer or for none. */
export async function aChallenge(db: DataSource, customerId: string | null): Promise<string> {
  const id = randomUUID();
  await db.query(
    `INSERT INTO pin_challenge (id, token_hash, purpose, customer_id, decoys, subject, key_id, ends_at)
     VALUES ($1, $2, 'password_reset', $3, $4, $2, '${KEY_ID}', now() + interval '30 minutes')`,
    [id, randomBytes(32), customerId, customerId === null ? '[]' : null],
  );
  return id;
}

/** A PIN for a new challenge. Without a customer it is a decoy. */
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
