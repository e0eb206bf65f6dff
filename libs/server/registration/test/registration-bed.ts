import cookie from '@fastify/cookie';
import { Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { authEntities, PasswordHasher } from '@daiko/server-auth';
import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { customerEntities } from '@daiko/server-customer';
import { notificationEntities } from '@daiko/server-notification';
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
import { testConfig, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { DataSource } from 'typeorm';
import { RegistrationModule } from '../src';

@Module({})
class BedModule {}

const PASSWORD = 'midori-no-kaze-2026';

/** An answer of the API. */
export interface Answer {
  status: number;
  code: string | undefined;
  body: Record<string, unknown>;
}

export type Method = 'GET' | 'POST' | 'PUT';

/** A user's browser: signed in, or anonymous. */
export class Person {
  private readonly cookies: Record<string, string> = {};

  constructor(private readonly app: NestFastifyApplication) {}

  async ask(method: Method, path: string, payload?: object): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url: `/api/${path}`,
      ...(payload !== undefined && { payload }),
      cookies: this.cookies,
    });
    for (const { name, value } of response.cookies) this.cookies[name] = value;
    const body = (response.body === '' ? {} : JSON.parse(response.body)) as Answer['body'];
    return { status: response.statusCode, code: body['code'] as string | undefined, body };
  }

  get = (path: string) => this.ask('GET', path);
  post = (path: string, payload: object = {}) => this.ask('POST', path, payload);
  put = (path: string, payload: object) => this.ask('PUT', path, payload);

  /** Gives the password again. */
  async stepUp(password = PASSWORD): Promise<void> {
    const { status } = await this.post('session/step-up', { password });
    if (status !== 200) throw new Error(`the password was not taken again: ${String(status)}`);
  }
}

/**
 * An operator and a dealer below the head office, a shop below the dealer, and a second dealer. Each of them can sign
 * in.
 */
export const PLACES = {
  operator: '00000101',
  dealer: '01050000',
  shop: '01050001',
  neighbour: '01050002',
} as const;

/** The routes of registration over HTTP on a real database. No worker takes the jobs of its outbox. */
export class RegistrationBed {
  readonly db: DataSource;
  private count = 0;

  private constructor(
    private readonly database: TestDatabase,
    private readonly app: NestFastifyApplication,
    readonly hash: string,
  ) {
    this.db = app.get(DataSource);
  }

  static async start(): Promise<RegistrationBed> {
    const database = await testDatabase();
    const config = testConfig({ DATABASE_URL: database.url });
    const entities = [...authEntities, ...pinEntities, ...customerEntities, ...notificationEntities];
    const app = await NestFactory.create<NestFastifyApplication>(
      {
        module: BedModule,
        imports: [
          ConfigModule.of(config),
          DatabaseModule.of(entities, DATABASE_TIMEOUTS.worker),
          QueueModule,
          RegistrationModule,
        ],
      },
      new FastifyAdapter(),
      { logger: false },
    );
    app.setGlobalPrefix('api');
    app.useGlobalPipes(contractPipe());
    app.useGlobalInterceptors(contractInterceptor(app.get(Reflector)));
    app.useGlobalFilters(new ProblemFilter());
    await app.register(cookie);
    await app.init();
    const hash = await app.get(PasswordHasher).hash(PASSWORD);
    const bed = new RegistrationBed(database, app, hash);
    await bed.settle();
    return bed;
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  get<T>(type: new (...parts: never[]) => T): T {
    return (this.app as INestApplicationContext).get<T>(type);
  }

  anonymous(): Person {
    return new Person(this.app);
  }

  /** Signs in and gives the password again, because most actions require that. */
  signedIn(who: keyof typeof PLACES): Promise<Person> {
    return this.signedInAt(`${who}@daiko.example`);
  }

  async signedInAt(loginId: string, password = PASSWORD): Promise<Person> {
    const person = await this.withoutStepUp(loginId, password);
    await person.stepUp(password);
    return person;
  }

  /** Signs in only. */
  async withoutStepUp(loginId: string, password = PASSWORD): Promise<Person> {
    const person = this.anonymous();
    const { status } = await person.post('sessions', { loginId, password });
    if (status !== 201) throw new Error(`${loginId} could not sign in: ${String(status)}`);
    return person;
  }

  /** A shop below a dealer, registered by none of `PLACES`; signed in. */
  async aDealer(parent: string): Promise<{ customerId: string; person: Person }> {
    const customerId = `0109${String(++this.count).padStart(4, '0')}`;
    const loginId = `mise${customerId}@daiko.example`;
    await aCustomer(customerId)
      .ranked('shop')
      .below(parent)
      .withLogin(loginId, this.hash)
      .save(this.db.manager);
    return { customerId, person: await this.signedInAt(loginId) };
  }

  /** Leaves the tree in the state that a move produces. */
  async moveBelow(customerId: string, parentCustomerId: string): Promise<void> {
    await this.db.query(
      `UPDATE customer SET path = target.path || subpath(customer.path, nlevel(moving.path) - 1),
         parent_customer_id = CASE WHEN customer.customer_id = $1 THEN $2 ELSE customer.parent_customer_id END
         FROM customer moving, customer target
        WHERE moving.customer_id = $1 AND target.customer_id = $2 AND customer.path <@ moving.path`,
      [customerId, parentCustomerId],
    );
  }

  /** A member below a dealer, with a mobile phone and an optional login. @returns お客様ID */
  async aMember(parent: string = PLACES.shop, login?: string): Promise<string> {
    const customerId = `0107${String(++this.count).padStart(4, '0')}`;
    const member = aCustomer(customerId)
      .below(parent)
      .withMobile(`090-1111-${customerId.slice(-4)}`);
    if (login !== undefined) member.withLogin(login, this.hash);
    return member.save(this.db.manager);
  }

  /** The token of the link that was mailed to a customer last. */
  async lastLinkToken(customerId: string): Promise<string> {
    const [row] = await this.db.query<{ id: string; keyId: string; nonce: Buffer }[]>(
      `SELECT id, key_id AS "keyId", nonce FROM mail_link WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 1`,
      [customerId],
    );
    if (row === undefined) throw new Error(`no link for ${customerId}`);
    return this.get(SecretDeriver).linkToken(row.keyId, row.id, row.nonce);
  }

  private async settle(): Promise<void> {
    const tx = this.db.manager;
    await saveMasters(tx);
    const places = [
      ['operator', 'staff', HEAD_OFFICE_ID],
      ['dealer', 'dealer', HEAD_OFFICE_ID],
      ['shop', 'shop', PLACES.dealer],
      ['neighbour', 'dealer', HEAD_OFFICE_ID],
    ] as const;
    for (const [who, rank, parent] of places) {
      await aCustomer(PLACES[who])
        .named(`${who} 店`, 'ダイリテン')
        .ranked(rank)
        .below(parent)
        .withLogin(`${who}@daiko.example`, this.hash)
        .save(tx);
    }
    await tx.query(`SELECT setval('customer_number', 1080000)`);
  }
}
