import { Injectable } from '@nestjs/common';
import {
  PASSKEYS_MAX,
  PASSKEYS_TO_REQUIRE,
  type AddPasskeyRequest,
  type Passkey as PasskeyView,
  type PasskeyList,
} from '@daiko/contracts';
import { AuditTrail } from '@daiko/server-audit';
import { lockCustomer } from '@daiko/server-customer';
import { deviceName, NotificationOutbox } from '@daiko/server-notification';
import { AppError } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import type { SignedIn } from '../session/session-lookup';
import { Passkey } from './passkey.entity';
import { PasskeyRequirementService } from './passkey-requirement.service';
import { PasskeyVerifier } from './passkey-verifier';
import { RecoveryCodeStore } from './recovery-code.store';

/** A customer's passkeys: added, named and removed by users who have just proved who they are. */
@Injectable()
export class PasskeyService {
  constructor(
    private readonly db: DataSource,
    private readonly verifier: PasskeyVerifier,
    private readonly requirement: PasskeyRequirementService,
    private readonly codes: RecoveryCodeStore,
    private readonly outbox: NotificationOutbox,
    private readonly trail: AuditTrail,
  ) {}

  async list(customerId: string): Promise<PasskeyList> {
    const found = await this.db.manager.find(Passkey, {
      where: { customerId },
      order: { createdAt: 'ASC', id: 'ASC' },
    });
    return {
      passkeys: found.map(toPasskey),
      most: PASSKEYS_MAX,
      isRequired: await this.requirement.isRequired(customerId),
      recoveryCodesLeft: await this.codes.countUnused(customerId),
    };
  }

  /**
   * Adds a passkey that a device has made; every contact is notified. It has the device's name until the customer
   * renames it.
   * @throws AppError `passkey.expired`, `passkey.refused`, `passkey.known`, `passkey.too_many`
   */
  async add(signedIn: SignedIn, request: AddPasskeyRequest, userAgent: string): Promise<PasskeyView> {
    const { customerId, sessionId } = signedIn;
    const made = await this.verifier.register({ purpose: 'register', sessionId }, request, customerId);
    const { credential, credentialDeviceType, credentialBackedUp } = made;
    const id = await this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      const [added] = await tx.query<AddedRow[]>(INSERT_PASSKEY, [
        customerId,
        credential.id,
        Buffer.from(credential.publicKey),
        credential.counter,
        request.transports,
        credentialDeviceType,
        credentialBackedUp,
        deviceName(userAgent),
      ]);
      if (added?.id === null) throw new AppError('passkey.too_many');
      if (added === undefined) throw new AppError('passkey.known');
      const detail = { passkeyId: added.id, deviceType: credentialDeviceType };
      await this.trail.record(tx, { event: 'passkey.added', subject: customerId, detail });
      await this.outbox.enqueue(tx, { template: 'passkey_added', customerId });
      return added.id;
    });
    return toPasskey(await this.db.manager.findOneByOrFail(Passkey, { id }));
  }

  /** @throws AppError `passkey.unknown` */
  async rename({ customerId }: SignedIn, id: string, name: string): Promise<PasskeyView> {
    const { affected } = await this.db.manager.update(Passkey, { id, customerId }, { name });
    if (affected !== 1) throw new AppError('passkey.unknown');
    return toPasskey(await this.db.manager.findOneByOrFail(Passkey, { id }));
  }

  /**
   * Removes a passkey; every contact is notified. While passkeys are required, two usable ones must remain.
   * @throws AppError `passkey.unknown`, `passkey.required`
   */
  async remove({ customerId }: SignedIn, id: string): Promise<void> {
    await this.db.transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      const [, removed] = await tx.query<[unknown, number]>(DELETE_PASSKEY, [customerId, id]);
      if (removed === 0) {
        const isThere = await tx.existsBy(Passkey, { id, customerId });
        throw new AppError(isThere ? 'passkey.required' : 'passkey.unknown');
      }
      await this.trail.record(tx, {
        event: 'passkey.removed',
        subject: customerId,
        detail: { passkeyId: id },
      });
      await this.outbox.enqueue(tx, { template: 'passkey_removed', customerId });
    });
  }

  /**
   * Removes all passkeys of a customer who has lost every device, and ends the requirement. Call it under
   * `lockCustomer`.
   * @returns how many passkeys there were; no contact is notified if there were none
   */
  async removeAllOf(tx: EntityManager, customerId: string): Promise<number> {
    const count = (await tx.delete(Passkey, { customerId })).affected ?? 0;
    await this.requirement.end(tx, customerId);
    if (count > 0) await this.outbox.enqueue(tx, { template: 'passkey_removed', customerId });
    return count;
  }

  /**
   * それは私ではありません, reported for the notice of a new passkey: that passkey no longer works. It stays stored, so that the
   * password alone does not work either, until a person has checked the case.
   */
  async suspendAll(tx: EntityManager, customerId: string, notificationId: string): Promise<void> {
    const [held] = await tx.query<[{ id: string }[], number]>(UPDATE_PASSKEYS_SUSPENDED, [
      customerId,
      notificationId,
    ]);
    for (const { id } of held) {
      await this.trail.record(tx, { event: 'passkey.held', subject: customerId, detail: { passkeyId: id } });
    }
  }
}

interface AddedRow {
  /** Null when all ten places are taken. */
  id: string | null;
}

function toPasskey(row: Passkey): PasskeyView {
  return {
    id: row.id,
    name: row.name,
    kind: kindOf(row),
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    isHeld: row.heldAt !== null,
  };
}

function kindOf({ deviceType, transports }: Passkey): PasskeyView['kind'] {
  if (deviceType === 'multiDevice') return 'synced';
  return transports.length > 0 && !transports.includes('internal') ? 'security_key' : 'device';
}

// A second passkey of the same device and browser gets a number, so that the list names each differently.
const INSERT_PASSKEY = `
  WITH alike AS (
    SELECT name FROM passkey WHERE customer_id = $1 AND (name = $8::text OR starts_with(name, $8::text || ' ('))
  ), named AS (
    SELECT CASE WHEN EXISTS (SELECT FROM alike WHERE name = $8::text)
             THEN (SELECT $8::text || ' (' || min(number) || ')' FROM generate_series(2, ${PASSKEYS_MAX + 1}) AS number
                    WHERE NOT EXISTS (SELECT FROM alike WHERE name = $8::text || ' (' || number || ')'))
             ELSE $8::text END AS name
  ), free AS (
    SELECT min(place) AS place FROM generate_series(1, ${PASSKEYS_MAX}) AS place
    WHERE NOT EXISTS (SELECT FROM passkey WHERE customer_id = $1 AND passkey.place = place.place)
  ), added AS (
    INSERT INTO passkey (customer_id, place, credential_id, public_key, counter, transports, device_type, backed_up, name)
    SELECT $1, place, $2, $3, $4::bigint, $5::text[], $6, $7, name FROM free, named WHERE place IS NOT NULL
    ON CONFLICT (credential_id) DO NOTHING
    RETURNING id
  )
  SELECT id FROM added UNION ALL SELECT NULL FROM free WHERE place IS NULL`;

/** Because of the lock, this sees a passkey that another request has just removed, or a requirement just set. */
const DELETE_PASSKEY = `
  DELETE FROM passkey
  WHERE id = $2 AND customer_id = $1 AND (
    held_at IS NOT NULL
    OR NOT EXISTS (SELECT FROM passkey_owner WHERE customer_id = $1 AND required_since IS NOT NULL)
    OR (SELECT count(*) FROM passkey AS usable
        WHERE usable.customer_id = $1 AND usable.held_at IS NULL) > ${PASSKEYS_TO_REQUIRE})`;

/** A passkey and its notice are written in one transaction, and so they have the same now(). */
const UPDATE_PASSKEYS_SUSPENDED = `
  UPDATE passkey SET held_at = now()
  WHERE customer_id = $1 AND held_at IS NULL
    AND created_at = (SELECT created_at FROM notification WHERE id = $2 AND template = 'passkey_added')
  RETURNING id`;
