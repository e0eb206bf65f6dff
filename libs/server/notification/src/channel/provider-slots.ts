import { Injectable } from '@nestjs/common';
import type { Channel } from '@daiko/contracts';
import { AppConfig } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Alarms } from '../delivery/alarms';
import type { Outcome } from './channel';
import { SLOTS, type SlotName } from './slot';

/** Seconds that a probe may take before another message may try. It is longer than any call to a provider. */
const PROBE_SECONDS = 20;

/**
 * Decides which provider of a channel is used. Each provider has a circuit breaker in the database, so all workers
 * share what they learn and a restart forgets nothing. After PROVIDER_FAILURES failures in a row, a provider is not
 * used for PROVIDER_PAUSE_SECONDS. Then one message at a time tries it, and the first message that it takes closes
 * the circuit.
 */
@Injectable()
export class ProviderSlots {
  constructor(
    private readonly db: DataSource,
    private readonly alarms: Alarms,
    private readonly config: AppConfig,
  ) {}

  /** Whether this message may go to the provider now. `true` for an open circuit makes the message the probe. */
  async admits(channel: Channel, slot: SlotName): Promise<boolean> {
    const [state] = await this.db.query<{ isDue: boolean }[]>(
      `SELECT open_until <= now() AS "isDue" FROM provider_slot
        WHERE channel = $1 AND slot = $2 AND open_until IS NOT NULL`,
      [channel, slot],
    );
    if (state === undefined) return true;
    return state.isDue && this.probes(channel, slot);
  }

  /** True while the circuit is open: the provider is not used, or only by a probe. */
  async isOpen(channel: Channel, slot: SlotName): Promise<boolean> {
    const rows = await this.db.query<unknown[]>(
      'SELECT FROM provider_slot WHERE channel = $1 AND slot = $2 AND open_until IS NOT NULL',
      [channel, slot],
    );
    return rows.length > 0;
  }

  /**
   * Whether every provider of the channel failed its last call, within the last PROVIDER_PAUSE_SECONDS. Real messages
   * wait in this case.
   */
  async isFailing(channel: Channel): Promise<boolean> {
    const [row] = await this.db.query<{ working: boolean }[]>(SELECT_WORKING, [
      channel,
      this.slotsOf(channel),
      this.config.values.PROVIDER_PAUSE_SECONDS,
    ]);
    return row?.working === false;
  }

  private slotsOf(channel: Channel): SlotName[] {
    const { SMTP_SECOND_URL, TWILIO_SECOND_ACCOUNT_SID } = this.config.values;
    const hasSecond = channel === 'email' ? SMTP_SECOND_URL : TWILIO_SECOND_ACCOUNT_SID;
    return hasSecond ? [...SLOTS] : ['first'];
  }

  /** Records the outcome of a call. A problem of one receiver says nothing about the provider. */
  async note(channel: Channel, slot: SlotName, outcome: Outcome): Promise<void> {
    if (isProvidersFault(outcome)) await this.failed(channel, slot);
    else if (outcome.kind !== 'later') await this.worked(channel, slot);
  }

  private async worked(channel: Channel, slot: SlotName): Promise<void> {
    const [, mended] = await this.db.query<[unknown[], number]>(
      `UPDATE provider_slot SET failures = 0, open_until = NULL, probe_until = NULL
        WHERE channel = $1 AND slot = $2 AND failures > 0`,
      [channel, slot],
    );
    if (mended === 0) return;
    await this.alarms.clear('provider.open', `${channel}/${slot}`);
    await this.db.query(UPDATE_WAITING_DUE, [channel]);
  }

  private async failed(channel: Channel, slot: SlotName): Promise<void> {
    const { PROVIDER_FAILURES, PROVIDER_PAUSE_SECONDS } = this.config.values;
    const [row] = await this.db.query<{ isOpen: boolean }[]>(UPSERT_FAILURE, [
      channel,
      slot,
      PROVIDER_FAILURES,
      PROVIDER_PAUSE_SECONDS,
    ]);
    if (row?.isOpen) await this.alarms.raise('provider.open', `${channel}/${slot}`);
  }

  private async probes(channel: Channel, slot: SlotName): Promise<boolean> {
    const [, count] = await this.db.query<[unknown[], number]>(
      `UPDATE provider_slot SET probe_until = now() + make_interval(secs => $3)
        WHERE channel = $1 AND slot = $2 AND open_until <= now() AND (probe_until IS NULL OR probe_until <= now())`,
      [channel, slot, PROBE_SECONDS],
    );
    return count === 1;
  }
}

/** Time-outs, 5xx, 429 and refusals that concern us: problems between the provider and us, not of one receiver. */
export function isProvidersFault(outcome: Outcome): boolean {
  switch (outcome.kind) {
    case 'accepted':
      return false;
    case 'refused':
      return outcome.failure === 'provider_failed';
    case 'later':
      return outcome.mailbox !== true;
    case 'unknown':
      return true;
  }
}

const UPSERT_FAILURE = `
  INSERT INTO provider_slot AS known (channel, slot, failures, failed_at, open_until)
  VALUES ($1, $2, 1, now(), CASE WHEN $3 <= 1 THEN now() + make_interval(secs => $4) END)
  ON CONFLICT (channel, slot) DO UPDATE SET
    failures = known.failures + 1,
    failed_at = now(),
    open_until = CASE WHEN known.failures + 1 >= $3 THEN now() + make_interval(secs => $4) END,
    probe_until = NULL
  RETURNING open_until IS NOT NULL AS "isOpen"`;

// Messages that failed often wait for minutes. When the provider works again, they become due now. A message that
// waits because of its receiver is tried once too early and then waits again.
const UPDATE_WAITING_DUE = `
  UPDATE notification SET due_at = now()
   WHERE channel = $1 AND state = 'retry' AND due_at > now() AND not_after > now()`;
const SELECT_WORKING = `
  SELECT EXISTS (
    SELECT FROM unnest($2::text[]) AS configured (slot)
     WHERE NOT EXISTS (
       SELECT FROM provider_slot AS known
        WHERE known.channel = $1 AND known.slot = configured.slot AND failures > 0
          AND failed_at > now() - make_interval(secs => $3))) AS working`;
