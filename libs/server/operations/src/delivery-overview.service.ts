import { Injectable } from '@nestjs/common';
import { CHANNELS, type Channel, type ChannelHealth, type DeliveryOverview } from '@daiko/contracts';
import { Alarms } from '@daiko/server-notification';
import { AppConfig } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { alarmsOf } from './open-alarms';
import {
  SELECT_FAILED,
  SELECT_LAST_HOUR,
  SELECT_LOCK_OUTS,
  SELECT_OUTAGES,
  SELECT_PIN_TIMES,
  SELECT_WAITING,
} from './delivery-overview.sql';

/** Number of steps in the trend, 5 minutes each. */
const STEPS = 12;

interface Waiting {
  channel: Channel;
  waiting: number;
  sending: number;
  oldest: number | null;
  oldestPin: number | null;
}

interface Hour {
  channel: Channel;
  /** Both are null in the row of the whole hour. */
  step: number | null;
  slot: 'first' | 'second' | null;
  messages: number;
  over: number;
  succeeded: number;
  p50: number | null;
  p95: number | null;
}

type OutageRow = { channel: Channel; reason: string; since: Date; by: string };

/** いまの状況: read from the rows again for each request. */
@Injectable()
export class DeliveryOverviewService {
  constructor(
    private readonly db: DataSource,
    private readonly alarms: Alarms,
    private readonly config: AppConfig,
  ) {}

  async overview(): Promise<DeliveryOverview> {
    const waiting = await this.db.query<Waiting[]>(SELECT_WAITING);
    const failed = await this.db.query<DeliveryOverview['failedByChannel']>(SELECT_FAILED);
    const hours = await this.db.query<Hour[]>(SELECT_LAST_HOUR);
    const outages = await this.db.query<OutageRow[]>(SELECT_OUTAGES);
    const [times] =
      await this.db.query<[{ now: Date; p50: number | null; p95: number | null }]>(SELECT_PIN_TIMES);
    const [locked] = await this.db.query<[{ lockOuts: number }]>(SELECT_LOCK_OUTS, [
      this.config.values.PIN_MAX_ATTEMPTS,
    ]);
    const channels = CHANNELS.map((channel) => healthOf(channel, waiting, hours, outages));
    return {
      now: times.now.toISOString(),
      waiting: sumOf(waiting.map((row) => row.waiting)),
      oldestWaitingSeconds: greatest(waiting.map((row) => row.oldest)),
      sending: sumOf(waiting.map((row) => row.sending)),
      failed: sumOf(failed.map((row) => row.failed)),
      failedByChannel: failed,
      pinP50Seconds: times.p50,
      pinP95Seconds: times.p95,
      lockOuts: locked.lockOuts,
      channels,
      alarms: alarmsOf(channels, await this.alarms.list(0), times.now),
    };
  }
}

const NOTHING_WAITS: Omit<Waiting, 'channel'> = { waiting: 0, sending: 0, oldest: null, oldestPin: null };
const NOTHING_SENT: Omit<Hour, 'channel' | 'step' | 'slot'> = {
  messages: 0,
  over: 0,
  succeeded: 0,
  p50: null,
  p95: null,
};

function healthOf(
  channel: Channel,
  waiting: readonly Waiting[],
  hours: readonly Hour[],
  outages: readonly OutageRow[],
): ChannelHealth {
  const queue = waiting.find((row) => row.channel === channel) ?? NOTHING_WAITS;
  const rows = hours.filter((row) => row.channel === channel);
  const at = (wanted: number | null) =>
    rows.find(({ step, slot }) => step === wanted && slot === null) ?? NOTHING_SENT;
  const { messages, p50, p95, over, succeeded } = at(null);
  return {
    channel,
    messages,
    over,
    succeeded,
    providers: rows.flatMap((row) => (row.slot === null ? [] : [{ slot: row.slot, ...tallyOf(row) }])),
    trend: Array.from({ length: STEPS }, (_, place) => tallyOf(at(STEPS - 1 - place))),
    p50Seconds: p50,
    p95Seconds: p95,
    waiting: queue.waiting,
    oldestWaitingSeconds: queue.oldest,
    oldestPinSeconds: queue.oldestPin,
    outage: outageOf(outages.find((row) => row.channel === channel)),
  };
}

function tallyOf({ over, succeeded }: Pick<Hour, 'over' | 'succeeded'>) {
  return { over, succeeded };
}

function outageOf(row: OutageRow | undefined): ChannelHealth['outage'] {
  return row === undefined ? null : { reason: row.reason, since: row.since.toISOString(), by: row.by };
}

function sumOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}

function greatest(numbers: readonly (number | null)[]): number | null {
  const known = numbers.filter((number) => number !== null);
  return known.length === 0 ? null : Math.max(...known);
}
