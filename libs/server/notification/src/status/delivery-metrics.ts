import { Injectable } from '@nestjs/common';
import { CHANNELS, type Channel } from '@daiko/contracts';
import { OpsServer } from '@daiko/server-platform';
import { Counter, Gauge } from 'prom-client';
import { DataSource } from 'typeorm';
import { ALARMS, Alarms } from '../delivery/alarms';
import type { Outcome } from '../channel/channel';

/**
 * Metrics for the people who run the system: whether mail, SMS and voice go out now. No label can identify a person.
 */
@Injectable()
export class DeliveryMetrics {
  private readonly outcomes: Counter<'channel' | 'outcome'>;

  constructor(
    private readonly db: DataSource,
    private readonly alarms: Alarms,
    { metrics }: OpsServer,
  ) {
    this.outcomes = new Counter({
      name: 'notification_outcomes_total',
      help: 'Calls of providers by what came of them',
      labelNames: ['channel', 'outcome'],
      registers: [metrics],
    });
    const oldest: Gauge<'channel'> = new Gauge({
      name: 'notification_oldest_waiting_seconds',
      help: 'Age of the oldest message that should have gone out and has not; above 30 a PIN is late',
      labelNames: ['channel'],
      registers: [metrics],
      // The value is unknown while the database is down. Then this series is absent, but the others are still shown.
      collect: () => this.measure(oldest).catch(() => oldest.reset()),
    });
    const alarm: Gauge<'name'> = new Gauge({
      name: 'alarms_open',
      help: 'Alarms that nobody has cleared: provider.open, budget.spent, delivery.late; above 0 somebody has to look',
      labelNames: ['name'],
      registers: [metrics],
      collect: () => this.countAlarms(alarm).catch(() => alarm.reset()),
    });
  }

  count(channel: Channel, outcome: Outcome['kind']): void {
    this.outcomes.inc({ channel, outcome });
  }

  private async countAlarms(gauge: Gauge<'name'>): Promise<void> {
    const open = await this.alarms.open();
    for (const name of ALARMS) gauge.set({ name }, open.find((row) => row.name === name)?.count ?? 0);
  }

  private async measure(oldest: Gauge<'channel'>): Promise<void> {
    const rows = await this.db.query<{ channel: Channel; seconds: number }[]>(
      `SELECT channel, extract(epoch FROM now() - min(created_at))::float8 AS seconds FROM notification
        WHERE state IN ('pending', 'sending', 'retry') GROUP BY channel`,
    );
    for (const channel of CHANNELS)
      oldest.set({ channel }, rows.find((row) => row.channel === channel)?.seconds ?? 0);
  }
}
