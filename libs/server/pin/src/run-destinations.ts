import { Injectable } from '@nestjs/common';
import type { Channel, PinRun } from '@daiko/contracts';
import { DestinationStore, destinationsOf, type ContactKind } from '@daiko/server-customer';
import { ChannelOutages, destinationKey, numberKey } from '@daiko/server-notification';
import { AppConfig, AppError, SecretDeriver, StableKey } from '@daiko/server-platform';
import { DataSource, type EntityManager } from 'typeorm';
import type { DecoyDestination } from './decoy/decoy-list.service';
import type { PinChallenge } from './pin-challenge.entity';

/** A row of 通知先選択 within one run. */
export interface RunDestination {
  /** Opaque, and valid only in this run. */
  id: string;
  /**
   * Keyed hash of a number or address with its channel, the same over all runs and customers. The limits per
   * destination count by it.
   */
  key: Buffer;
  channel: Channel;
  label: string;
  /** Null for a decoy. */
  contactPointId: string | null;
}

/** An お客様ID that is never issued. */
const NOBODY = '00000000';

/** 通知先選択 of a run, real or decoy, and the rules for when a PIN may be sent to a destination. */
@Injectable()
export class RunDestinations {
  constructor(
    private readonly db: DataSource,
    private readonly destinations: DestinationStore,
    private readonly outages: ChannelOutages,
    private readonly secrets: SecretDeriver,
    private readonly stable: StableKey,
    private readonly config: AppConfig,
  ) {}

  /** @throws AppError `destination.unknown` for a value that is not an id of this run, `destination.outage` */
  async get(tx: EntityManager, challenge: PinChallenge, destinationId: string): Promise<RunDestination> {
    const found = (await this.of(tx, challenge)).find((destination) => destination.id === destinationId);
    if (found === undefined) throw new AppError('destination.unknown');
    const outages = await this.outages.current(tx);
    if (outages.some(({ channel }) => channel === found.channel)) throw new AppError('destination.outage');
    return found;
  }

  /** 通知先選択 as the page shows it, without channels that have an outage; it works in the same way for a decoy. */
  async masked(challenge: PinChallenge): Promise<Pick<PinRun, 'destinations' | 'outages'>> {
    const outages = await this.outages.current();
    const out = new Set(outages.map(({ channel }) => channel));
    const destinations = (await this.of(this.db.manager, challenge)).filter(
      ({ channel }) => !out.has(channel),
    );
    const waits = await this.waits(
      this.db.manager,
      destinations.map(({ key }) => key),
    );
    return {
      outages,
      destinations: destinations.map(({ id, channel, label, key }) => ({
        id,
        channel,
        label,
        waitSeconds: waits.get(key.toString('hex'))?.waitSeconds ?? 0,
      })),
    };
  }

  /** The label of a destination of this run, whether its channel has an outage or not. */
  async labelOf(challenge: PinChallenge, destinationId: string | null): Promise<string> {
    const all = await this.of(this.db.manager, challenge);
    return all.find(({ id }) => id === destinationId)?.label ?? '';
  }

  /** @throws AppError `pin.resend_too_soon` or `destination.exhausted`, with the seconds to wait */
  async mayReceive(tx: EntityManager, destination: RunDestination): Promise<void> {
    const wait = (await this.waits(tx, [destination.key])).get(destination.key.toString('hex'));
    if (wait === undefined) return;
    if (wait.exhausted)
      throw new AppError('destination.exhausted', { retryAfterSeconds: Math.max(1, wait.waitSeconds) });
    if (wait.waitSeconds > 0)
      throw new AppError('pin.resend_too_soon', { retryAfterSeconds: wait.waitSeconds });
  }

  private async waits(tx: EntityManager, keys: Buffer[]): Promise<Map<string, Wait>> {
    const { PIN_RESEND_SECONDS, PIN_DESTINATION_DAILY_SENDS, PIN_VOICE_PER_10_MINUTES } = this.config.values;
    const rows = await tx.query<(Wait & { key: Buffer })[]>(SELECT_WAITS, [
      keys,
      PIN_RESEND_SECONDS,
      PIN_DESTINATION_DAILY_SENDS,
      PIN_VOICE_PER_10_MINUTES,
    ]);
    return new Map(rows.map(({ key, ...wait }) => [key.toString('hex'), wait]));
  }

  private async of(manager: EntityManager, challenge: PinChallenge): Promise<RunDestination[]> {
    // Queried for a decoy as well, with an お客様ID that is never issued, so that the response time reveals nothing.
    const onFile = await this.destinations.of(challenge.customerId ?? NOBODY, manager);
    if (challenge.customerId !== null)
      return onFile.map((destination) =>
        this.inRun(challenge, { ...destination, number: numberKey(this.stable, destination.value) }, false),
      );
    const decoys = challenge.decoys ?? [];
    this.workAsFor(decoys);
    return decoys.map((decoy) =>
      this.inRun(challenge, { ...decoy, number: Buffer.from(decoy.number, 'base64') }, true),
    );
  }

  private inRun(challenge: PinChallenge, shown: Shown, isDecoy: boolean): RunDestination {
    const { contactPointId, channel, label, number } = shown;
    // A decoy's contacts have no ids, so the subject makes the destinations of different unknown pairs differ.
    const owner = isDecoy ? challenge.subject : '';
    return {
      id: this.secrets
        .derive('destination', challenge.keyId, challenge.id, owner, `${contactPointId}:${channel}`)
        .toString('base64url')
        .slice(0, 22),
      key: destinationKey(this.stable, number, channel),
      channel,
      label,
      contactPointId: isDecoy ? null : contactPointId,
    };
  }

  /** Masks and hashes example contacts as often as for a real list, so that the response time reveals nothing. */
  private workAsFor(decoys: readonly DecoyDestination[]): void {
    const contacts = new Map(
      decoys.map(({ contactPointId, channel }) => [contactPointId, LIKENESS[channel]]),
    );
    for (const contact of contacts.values()) destinationsOf({ id: NOBODY, ...contact });
    for (const { channel } of decoys) numberKey(this.stable, LIKENESS[channel].value);
  }
}

/** A row of a list, real or decoy. */
interface Shown {
  contactPointId: string;
  channel: Channel;
  label: string;
  /** @see numberKey */
  number: Buffer;
}

const LIKENESS: Record<Channel, { kind: ContactKind; value: string }> = {
  voice: { kind: 'landline', value: '+81466123300' },
  sms: { kind: 'mobile', value: '+819011112770' },
  email: { kind: 'email', value: 'nobody@mail.example' },
};

interface Wait {
  waitSeconds: number;
  /** The sends of the day or the calls of ten minutes are used up, so the wait is longer than the ordinary one. */
  exhausted: boolean;
}

// The wait is 60 s, 120 s, 240 s … after the first, second, third send of the last hour. The daily limit and the
// limit of two calls in ten minutes also apply.
const SELECT_WAITS = `
  SELECT key, exhausted, greatest(0, ceil(extract(epoch FROM open_at - now())))::int AS "waitSeconds"
  FROM (
    SELECT destination_key AS key,
           count(*) >= $3 OR (bool_or(channel = 'voice') AND count(*) FILTER (WHERE created_at > now() - interval '10 minutes') >= $4) AS exhausted,
           CASE
             WHEN count(*) >= $3 THEN min(created_at) + interval '24 hours'
             WHEN bool_or(channel = 'voice') AND count(*) FILTER (WHERE created_at > now() - interval '10 minutes') >= $4
               THEN min(created_at) FILTER (WHERE created_at > now() - interval '10 minutes') + interval '10 minutes'
             ELSE max(created_at) + $2 * interval '1 second' * 2 ^ least(8, count(*) FILTER (WHERE created_at > now() - interval '1 hour') - 1)
           END AS open_at
    FROM notification
    WHERE destination_key = ANY($1) AND template = 'pin' AND created_at > now() - interval '24 hours'
    GROUP BY destination_key
  ) AS sends`;
