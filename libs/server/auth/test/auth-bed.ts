import cookie from '@fastify/cookie';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { customerEntities, lockCustomer } from '@daiko/server-customer';
import { notificationEntities, notMeToken } from '@daiko/server-notification';
import { pinEntities } from '@daiko/server-pin';
import {
  ConfigModule,
  contractInterceptor,
  contractPipe,
  DATABASE_TIMEOUTS,
  DatabaseModule,
  ProblemFilter,
  QueueModule,
  SecretDeriver,
} from '@daiko/server-platform';
import { testConfig } from '@daiko/server-testing';
import { DataSource } from 'typeorm';
import { authEntities, AuthModule } from '../src';
import { expect, vi } from 'vitest';
import { Browser } from './browser';

@Module({})
class BedModule {}

/** Time in which all acts must be waiting for the lock, in milliseconds. */
const LINE_UP = { timeout: 10_000, interval: 20 };
const WAITING = `
  SELECT count(*)::int AS waiting FROM pg_stat_activity
  WHERE datname = current_database() AND wait_event = 'advisory' AND query LIKE '%customer.%'`;

/** The auth routes over HTTP with a real database and the real outbox. No worker takes its jobs. */
export class AuthBed {
  readonly db: DataSource;
  readonly secrets: SecretDeriver;

  private constructor(private readonly app: NestFastifyApplication) {
    this.db = app.get(DataSource);
    this.secrets = app.get(SecretDeriver);
  }

  /** @param settings they override the default settings, with which no test reaches the limits per address */
  static async start(databaseUrl: string, settings: Record<string, string> = {}): Promise<AuthBed> {
    const config = testConfig({ ...settings, DATABASE_URL: databaseUrl });
    const entities = [...authEntities, ...pinEntities, ...customerEntities, ...notificationEntities];
    const module = {
      module: BedModule,
      imports: [
        ConfigModule.of(config),
        DatabaseModule.of(entities, DATABASE_TIMEOUTS.worker),
        QueueModule,
        AuthModule,
      ],
    };
    const adapter = new FastifyAdapter({ trustProxy: true });
    const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false });
    app.setGlobalPrefix('api', { exclude: ['.well-known/*path'] });
    app.useGlobalPipes(contractPipe());
    app.useGlobalInterceptors(contractInterceptor(app.get(Reflector)));
    app.useGlobalFilters(new ProblemFilter());
    await app.register(cookie);
    await app.init();
    return new AuthBed(app);
  }

  stop(): Promise<void> {
    return this.app.close();
  }

  get<T>(type: new (...parts: never[]) => T): T {
    return (this.app as INestApplicationContext).get<T>(type);
  }

  /** A new browser with its own cookies and its own address. */
  browser(): Browser {
    return new Browser(this.app);
  }

  /** A browser with the same cookies and address, answered by this process. */
  browserLike(other: Browser): Browser {
    const browser = this.browser();
    browser.address = other.address;
    for (const [name, value] of other.cookies) browser.cookies.set(name, value);
    return browser;
  }

  /**
   * Starts acts of a customer while another transaction locks the customer, and releases the lock once all acts wait
   * for it.
   */
  async inLine<T>(
    customerId: string,
    acts: (() => Promise<T>)[],
    whileTheyWait?: () => Promise<void>,
  ): Promise<T[]> {
    const runner = this.db.createQueryRunner();
    await runner.startTransaction();
    await lockCustomer(runner.manager, customerId);
    const results = Promise.all(acts.map((act) => act()));
    await vi.waitFor(async () => {
      // Not in the transaction, where the view of waiting sessions would stay as it was at the first look.
      const [row] = await this.db.query<{ waiting: number }[]>(WAITING);
      expect(row?.waiting).toBe(acts.length);
    }, LINE_UP);
    await whileTheyWait?.();
    await runner.commitTransaction();
    await runner.release();
    return results;
  }

  /** The PIN that was last sent to a customer, as the worker would derive it. */
  async lastPin(customerId: string): Promise<string> {
    const [row] = await this.db.query<{ challengeId: string; keyId: string; nonce: Buffer }[]>(
      `SELECT id AS "challengeId", key_id AS "keyId", nonce FROM pin_challenge
       WHERE customer_id = $1 AND nonce IS NOT NULL ORDER BY opened_at DESC LIMIT 1`,
      [customerId],
    );
    if (row === undefined) throw new Error(`no PIN went out for ${customerId}`);
    return this.secrets.pin(row.keyId, row.challengeId, row.nonce);
  }

  /** The tokens of the links mailed to a customer, the newest first. */
  async linkTokens(customerId: string): Promise<string[]> {
    const rows = await this.db.query<{ id: string; keyId: string; nonce: Buffer }[]>(
      `SELECT mail_link.id, mail_link.key_id AS "keyId", mail_link.nonce FROM mail_link
       JOIN notification ON notification.mail_link_id = mail_link.id
       WHERE mail_link.customer_id = $1 ORDER BY mail_link.created_at DESC`,
      [customerId],
    );
    return rows.map(({ id, keyId, nonce }) => this.secrets.linkToken(keyId, id, nonce));
  }

  /** The token of それは私ではありません in the newest message of a template to a customer. */
  async notMeToken(customerId: string, template: string): Promise<string> {
    const [row] = await this.db.query<{ id: string; keyId: string }[]>(
      `SELECT id, key_id AS "keyId" FROM notification
       WHERE customer_id = $1 AND template = $2 ORDER BY created_at DESC LIMIT 1`,
      [customerId, template],
    );
    if (row === undefined) throw new Error(`no ${template} for ${customerId}`);
    return notMeToken(this.secrets, row);
  }

  /** The messages recorded for sending, as `template channel to`, in alphabetical order. */
  async recorded(customerId: string): Promise<string[]> {
    const rows = await this.db.query<{ line: string }[]>(
      `SELECT concat_ws(' ', template, channel, value) AS line FROM notification
       LEFT JOIN contact_point ON contact_point.id = contact_point_id
       WHERE notification.customer_id = $1 AND template <> 'pin' ORDER BY 1`,
      [customerId],
    );
    return rows.map(({ line }) => line);
  }
}
