import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { hashPassword } from '@daiko/server-auth';
import { DELIVERY_QUEUE_NAMES } from '@daiko/server-notification';
import { Queues, SecretDeriver } from '@daiko/server-platform';
import { testConfig, testDatabase, type TestDatabase } from '@daiko/server-testing';
import type { DataSource } from 'typeorm';
import { createApi } from '../../src/create-api';
import { openApiDocument } from '../../src/openapi/openapi';
import { DEMO_PASSWORD, saveDemoNetwork } from '../../src/seed/demo-network';
import { Visitor } from './visitor';

/** Who the demo network knows, and nobody who it does not. */
export const TARO = {
  customerId: '01058734',
  loginId: 'kankyo@gmail.com',
  password: DEMO_PASSWORD,
  landline: '0466-12-3300',
  mobile: '090-1111-2770',
};

/** Whether somebody has built the client on this machine must not change an answer. */
const NO_CLIENT = { CLIENT_DIR: 'no-client-here' };
/** Longer than any file of tests takes. */
const LASTING_STEP_UP = { STEP_UP_MINUTES: '30' };
/** Behind a proxy of its own, every visitor can have an address of their own. */
const BEHIND_PROXY = { TRUST_PROXY: '127.0.0.1' };

/** What is on record, moved back by $1 minutes. */
const BACK = "$1 * interval '1 minute'";
const EARLIER = [
  `UPDATE pin_challenge SET opened_at = opened_at - ${BACK}, ends_at = ends_at - ${BACK}, pin_expires_at = pin_expires_at - ${BACK}`,
  `UPDATE notification SET created_at = created_at - ${BACK}`,
  `UPDATE recovery_gate SET closed_until = closed_until - ${BACK},
     guesses = ARRAY(SELECT guess - ${BACK} FROM unnest(guesses) AS guess)`,
  // All are gone before one comes back: windows of one counter may come to lie where another was.
  `WITH gone AS (DELETE FROM rate_limit RETURNING *)
   INSERT INTO rate_limit SELECT key, window_start - ${BACK}, used FROM gone ORDER BY window_start`,
];

/** As the migrate step does: the API itself may create nothing. */
async function prepareQueues({ url }: TestDatabase): Promise<void> {
  const queues = new Queues(testConfig({ DATABASE_URL: url }));
  await queues.prepare(DELIVERY_QUEUE_NAMES).finally(() => queues.close());
}

/** The API as it runs, wired by `createApi`, on a database with the demo network. Nobody takes its jobs. */
export class ApiBed {
  private constructor(
    private readonly database: TestDatabase,
    readonly app: NestFastifyApplication,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<ApiBed> {
    const database = await testDatabase();
    const config = testConfig({
      ...BEHIND_PROXY,
      ...NO_CLIENT,
      ...LASTING_STEP_UP,
      ...settings,
      DATABASE_URL: database.as('daiko_api'),
    });
    await prepareQueues(database);
    const hash = await hashPassword(DEMO_PASSWORD, config);
    await database.db.transaction((tx) => saveDemoNetwork(tx, hash));
    const app = await createApi(config);
    await app.init();
    await app.getHttpAdapter().getInstance().ready();
    return new ApiBed(database, app);
  }

  get db(): DataSource {
    return this.database.db;
  }

  /** Of the database, with the rights that the API has. */
  get urlOfApi(): string {
    return this.database.as('daiko_api');
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  /** From here on it answers over TCP, too. @returns its origin */
  async listen(): Promise<string> {
    await this.app.listen(0, '127.0.0.1');
    return this.app.getUrl();
  }

  /** Somebody with a browser and an address of their own. */
  visitor(): Visitor {
    return new Visitor(this.app);
  }

  /** Somebody who has signed in and given the password again. */
  async steppedUp(): Promise<Visitor> {
    const visitor = this.visitor();
    await visitor.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    await visitor.stepUp(TARO.password);
    return visitor;
  }

  /** 職員 花子, signed in and stepped up. */
  async operator(): Promise<Visitor> {
    const visitor = this.visitor();
    await visitor.post('sessions', { loginId: 'hanako@daiko.example', password: DEMO_PASSWORD });
    await visitor.stepUp(DEMO_PASSWORD);
    return visitor;
  }

  /** As if everybody who has given the password again had shown a passkey, too. */
  async proveByPasskey(): Promise<void> {
    await this.db.query(
      `UPDATE session SET passkey_proof_ends_at = now() + interval '1 hour' WHERE stepped_up_at IS NOT NULL`,
    );
  }

  /** As if so many minutes had gone by since everything that limits and deadlines look at. */
  async letPass(minutes: number): Promise<void> {
    for (const statement of EARLIER) await this.db.query(statement, [minutes]);
  }

  /** Paths of the OpenAPI document that have this method. */
  documented(method: 'get' | 'post' | 'put' | 'delete'): string[] {
    const { paths } = openApiDocument(this.app);
    return Object.keys(paths).filter((path) => paths[path]?.[method] !== undefined);
  }

  /** The PIN that went out last to a customer, as the worker would derive it. */
  async lastPin(customerId = TARO.customerId): Promise<string> {
    const [row] = await this.db.query<{ challengeId: string; keyId: string; nonce: Buffer }[]>(
      `SELECT id AS "challengeId", key_id AS "keyId", nonce FROM pin_challenge
       WHERE customer_id = $1 AND nonce IS NOT NULL ORDER BY opened_at DESC LIMIT 1`,
      [customerId],
    );
    if (row === undefined) throw new Error(`no PIN went out for ${customerId}`);
    return this.app.get(SecretDeriver).pin(row.keyId, row.challengeId, row.nonce);
  }

  /** The token of the link mailed last to a customer. */
  async lastLinkToken(customerId = TARO.customerId): Promise<string> {
    const [row] = await this.db.query<{ id: string; keyId: string; nonce: Buffer }[]>(
      `SELECT id, key_id AS "keyId", nonce FROM mail_link WHERE customer_id = $1 ORDER BY created_at DESC LIMIT 1`,
      [customerId],
    );
    if (row === undefined) throw new Error(`no link was mailed for ${customerId}`);
    return this.app.get(SecretDeriver).linkToken(row.keyId, row.id, row.nonce);
  }
}
