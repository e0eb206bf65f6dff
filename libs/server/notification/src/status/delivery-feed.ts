import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppConfig, connectionConfig, DATABASE_TIMEOUTS } from '@daiko/server-platform';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { Observable, Subject, filter, map } from 'rxjs';

/** Written by the trigger on `notification`; the payload is the challenge's id. */
const NOTIFIED = 'notification_changed';
/** Gaps between attempts to reconnect, in milliseconds: doubling up to the last. */
const FIRST_GAP = 250;
const LAST_GAP = 5_000;

/**
 * Tells waiting pages that something changed, through one LISTEN connection per process. What was missed while the
 * connection was down cannot be known, so that everybody is told to look once it is back.
 */
@Injectable()
export class DeliveryFeed implements OnModuleInit, BeforeApplicationShutdown {
  private readonly logger = new Logger(DeliveryFeed.name);
  /** Null: anything may have changed. */
  private readonly changed = new Subject<string | null>();
  private client?: Client;
  private timer?: NodeJS.Timeout;
  private isClosing = false;

  constructor(private readonly config: AppConfig) {}

  /** Tells the pages of a challenge to look again, for what changes without a message; after the commit. */
  async announce(tx: EntityManager, challengeId: string): Promise<void> {
    await tx.query('SELECT pg_notify($1, $2)', [NOTIFIED, challengeId]);
  }

  /** Emits whenever a message of the challenge changed; says nothing of what. Ends at shutdown. */
  changes(challengeId: string): Observable<void> {
    return this.changed.pipe(
      filter((id) => id === null || id === challengeId),
      map(() => undefined),
    );
  }

  async onModuleInit(): Promise<void> {
    await this.connect(FIRST_GAP);
  }

  /** Open streams end here, so that they do not hold up the shutdown of the server. */
  async beforeApplicationShutdown(): Promise<void> {
    this.isClosing = true;
    clearTimeout(this.timer);
    this.changed.complete();
    await this.client?.end();
  }

  private async connect(gap: number): Promise<void> {
    const client = new Client({
      ...connectionConfig(this.config.values.DATABASE_URL, DATABASE_TIMEOUTS.listener, 'daiko-feed'),
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on('notification', ({ payload }) => {
      this.changed.next(payload ?? null);
    });
    client.on('error', () => {
      this.reconnect(client, FIRST_GAP);
    });
    this.client = client;
    try {
      await client.connect();
      await client.query(`LISTEN ${NOTIFIED}`);
      this.changed.next(null);
    } catch {
      // An outage is no reason to refuse the start: pages poll meanwhile.
      this.reconnect(client, Math.min(gap * 2, LAST_GAP));
    }
  }

  private reconnect(broken: Client, gap: number): void {
    if (this.isClosing || this.client !== broken) return;
    this.client = undefined;
    broken.removeAllListeners('notification');
    void broken.end().catch(() => undefined);
    this.logger.warn({ event: 'delivery feed lost its connection', gap });
    this.timer = setTimeout(() => void this.connect(gap), gap);
  }
}
