import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { AppConfig, connectionConfig, DATABASE_TIMEOUTS } from '@daiko/server-platform';
import { Client } from 'pg';
import type { EntityManager } from 'typeorm';
import { Observable, Subject, filter, map } from 'rxjs';

/** The channel that the trigger on `notification` writes to. The payload is the ID of the challenge. */
const NOTIFIED = 'notification_changed';
/** Milliseconds between attempts to reconnect. The gap doubles up to the last value. */
const FIRST_GAP = 250;
const LAST_GAP = 5_000;

/**
 * Notifies waiting pages of changes, through one LISTEN connection per process. Changes that were missed while the
 * connection was down are unknown, so all pages are asked to look again when it is back.
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

  /** Asks the pages of a challenge to look again after the commit, for changes that come without a message. */
  async announce(tx: EntityManager, challengeId: string): Promise<void> {
    await tx.query('SELECT pg_notify($1, $2)', [NOTIFIED, challengeId]);
  }

  /** Emits each time a message of the challenge has changed, without saying what changed. Ends at shutdown. */
  changes(challengeId: string): Observable<void> {
    return this.changed.pipe(
      filter((id) => id === null || id === challengeId),
      map(() => undefined),
    );
  }

  async onModuleInit(): Promise<void> {
    await this.connect(FIRST_GAP);
  }

  /** Ends the open streams, so that they do not delay the shutdown of the server. */
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
      // The process starts even if the connection fails: pages poll in the meantime.
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
