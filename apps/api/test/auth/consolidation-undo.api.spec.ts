import { hashPassword, MailLinkService, NewPasswordService } from '@daiko/server-auth';
import { aCustomer } from '@daiko/server-builders';
import { lockCustomer } from '@daiko/server-customer';
import { SecretDeriver } from '@daiko/server-platform';
import { EVERYTHING, openEverything, testConfig, whatIsOpen } from '@daiko/server-testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';

const OLD_PASSWORD = 'kaze2019';
const OLD_HASH = '{SSHA}xo1JP0g9ZMutWMc9qqZY1Mu997dzYWx0c2FsdA==';
/** Of the one login, before or from the consolidation on. */
const PASSWORD = 'kuri-no-ki-no-shita-de-12';
const NEW_PASSWORD = 'umi-kara-kita-kaze-77';

interface Customer {
  customerId: string;
  /** Of the one login. */
  loginId: string;
  /** A login of the old system that the consolidation retires. */
  legacyLoginId: string;
}

describe('the undo of a consolidation leaves what has changed since', () => {
  let bed: ApiBed;
  let hash: string;
  let count = 0;

  beforeAll(async () => {
    bed = await ApiBed.start();
    hash = await hashPassword(PASSWORD, testConfig());
  });
  afterAll(() => bed.stop());

  const next = (): Customer => {
    const number = String(++count).padStart(4, '0');
    return {
      customerId: `0107${number}`,
      loginId: `hitotsu${number}@mail.example`,
      legacyLoginId: `jimu${number}`,
    };
  };
  const builder = ({ customerId, legacyLoginId }: Customer) =>
    aCustomer(customerId)
      .below(TARO.customerId)
      .withMobile(`090-5555-${customerId.slice(4)}`)
      .withLegacyLogin({ loginId: legacyLoginId, foreignHash: OLD_HASH });
  const signIn = async (loginId: string, password: string) => {
    const { code, status } = await bed.visitor().post('sessions', { loginId, password });
    return code ?? status;
  };
  const holding = <T>(customerId: string, act: (tx: typeof bed.db.manager) => Promise<T>): Promise<T> =>
    bed.app.get(DataSource).transaction(async (tx) => {
      await lockCustomer(tx, customerId);
      return act(tx);
    });
  /** The one login, whole. */
  const loginOf = ({ customerId }: Customer) =>
    bed.db.query<object[]>('SELECT * FROM credential WHERE customer_id = $1', [customerId]);

  async function consolidate(
    customer: Customer,
    choice: object,
    password?: string,
    beforeTheAnswer?: () => Promise<void>,
  ): Promise<void> {
    const visitor = bed.visitor();
    const begun = await visitor.post('sessions', { loginId: customer.legacyLoginId, password: OLD_PASSWORD });
    expect(begun.status).toBe(201);
    expect((await visitor.post('consolidation', choice)).status).toBe(202);
    const token = await bed.lastLinkToken(customer.customerId);
    await beforeTheAnswer?.();
    const done = await bed.visitor().post('consolidation/completion', { token, password });
    expect(done.status, done.text).toBe(200);
  }

  async function undo({ customerId }: Customer): Promise<void> {
    const [row] = await bed.db.query<{ id: string }[]>(
      'SELECT id FROM consolidation WHERE customer_id = $1 AND done_at IS NOT NULL',
      [customerId],
    );
    const operator = await bed.operator();
    const { status, text } = await operator.post(`operations/consolidations/${row?.id ?? ''}/undo`);
    expect(status, text).toBe(204);
  }

  /** How customers came to their one login. */
  const WAYS: Record<string, () => Promise<Customer>> = {
    'the one login stayed': async () => {
      const customer = next();
      await builder(customer).withLogin(customer.loginId, hash).save(bed.db.manager);
      await consolidate(customer, { keep: 'current' });
      return customer;
    },
    'there was none before': async () => {
      const customer = next();
      await builder(customer).save(bed.db.manager);
      await consolidate(customer, { email: customer.loginId }, PASSWORD);
      return customer;
    },
    'a login ID without a password was there before': async () => {
      const customer = next();
      await builder(customer).save(bed.db.manager);
      await bed.db.query(
        `INSERT INTO credential (customer_id, login_id, state, confirmed_at) VALUES ($1, $2, 'invited', now())`,
        [customer.customerId, `mae-${customer.loginId}`],
      );
      await consolidate(customer, { email: customer.loginId }, PASSWORD);
      return customer;
    },
  };

  /** What happens between consolidation and undo, and what the passwords are good for then. */
  const ACTS: [string, (customer: Customer) => Promise<unknown>, { old: unknown; current: unknown }][] = [
    [
      'a new password',
      async ({ customerId }) => {
        const fresh = await hashPassword(NEW_PASSWORD, testConfig());
        await holding(customerId, (tx) => bed.app.get(NewPasswordService).set(tx, customerId, fresh, {}));
      },
      { old: 'sign_in.refused', current: 201 },
    ],
    [
      'a new login ID',
      async (customer) => {
        const { customerId, loginId } = customer;
        customer.loginId = `betsu-${loginId}`;
        const start = {
          purpose: 'login_id',
          customerId,
          challengeId: null,
          email: customer.loginId,
        } as const;
        const { id } = await holding(customerId, (tx) => bed.app.get(MailLinkService).issue(tx, start));
        const [row] = await bed.db.query<{ keyId: string; nonce: Buffer }[]>(
          'SELECT key_id AS "keyId", nonce FROM mail_link WHERE id = $1',
          [id],
        );
        const token = bed.app.get(SecretDeriver).linkToken(row!.keyId, id, row!.nonce);
        expect((await bed.visitor().post('mail-links/login-id', { token })).status).toBe(200);
      },
      { old: 201, current: 'sign_in.refused' },
    ],
    [
      'a passkey',
      ({ customerId }) =>
        bed.db.query(
          `WITH owner AS (INSERT INTO passkey_owner VALUES ($1::text, sha256($1::text::bytea)) RETURNING customer_id)
           INSERT INTO passkey (customer_id, place, credential_id, public_key, counter, transports, device_type, backed_up, name)
           SELECT customer_id, 1, $1::text, '\\x00', 0, '{}', 'singleDevice', false, 'x' FROM owner`,
          [customerId],
        ),
      { old: 201, current: 'sign_in.refused' },
    ],
    [
      'a suspension of the login',
      ({ customerId }) =>
        bed.db.query(`UPDATE credential SET state = 'suspended' WHERE customer_id = $1`, [customerId]),
      { old: 'sign_in.suspended', current: 'sign_in.refused' },
    ],
  ];

  it.each(Object.keys(WAYS).flatMap((way) => ACTS.map(([act, ...rest]) => [way, act, ...rest] as const)))(
    'where %s: %s',
    async (way, _, act, opens) => {
      const customer = await WAYS[way]!();
      await act(customer);
      const before = await loginOf(customer);
      await undo(customer);
      expect(await loginOf(customer)).toEqual(before);
      expect(await signIn(customer.loginId, PASSWORD)).toBe(opens.old);
      expect(await signIn(customer.loginId, NEW_PASSWORD)).toBe(opens.current);
      const [legacy] = await bed.db.query<{ live: boolean }[]>(
        'SELECT retired_at IS NULL AS live FROM legacy_login WHERE customer_id = $1',
        [customer.customerId],
      );
      expect(legacy).toEqual({ live: true });
    },
  );

  it('and ends all that is open of the customer, as the consolidation itself did', async () => {
    const customer = next();
    await builder(customer).save(bed.db.manager);
    const opened = () =>
      openEverything(bed.db, customer.customerId, ['consolidation', 'login_id', 'password']);
    const open = () => whatIsOpen(bed.db, customer.customerId);
    await consolidate(customer, { email: customer.loginId }, PASSWORD, opened);
    expect(await open()).toEqual([]);
    await opened();
    expect(await open()).toEqual(EVERYTHING.filter((what) => what !== 'link: setup'));
    await undo(customer);
    expect(await open()).toEqual([]);
  });

  it.each(Object.keys(WAYS))('where %s: a suspension of the customer', async (way) => {
    const customer = await WAYS[way]!();
    await bed.db.query('UPDATE customer SET suspended_at = now() WHERE customer_id = $1', [
      customer.customerId,
    ]);
    await undo(customer);
    expect(await signIn(customer.legacyLoginId, OLD_PASSWORD)).toBe('sign_in.suspended');
  });

  it.each([
    ['the one login stayed', 201, 1],
    ['there was none before', 'sign_in.refused', 0],
    ['a login ID without a password was there before', 'sign_in.refused', 0],
  ])('where %s: nothing', async (way, opens, logins) => {
    const customer = await WAYS[way]!();
    await undo(customer);
    expect(await signIn(customer.loginId, PASSWORD)).toBe(opens);
    expect(await signIn(customer.legacyLoginId, OLD_PASSWORD)).toBe(201);
    expect(await loginOf(customer)).toHaveLength(logins);
  });
});
