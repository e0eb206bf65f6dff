import { aCustomer, HEAD_OFFICE_ID, saveMasters } from '@daiko/server-builders';
import { maskEmail } from '@daiko/server-customer';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import type { EntityManager } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DealerFigureStore } from './figure/dealer-figure.store';
import { NetworkScope } from './network-scope';

const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaGhhc2hoYXNo';
/** The branch of the viewer, from the top: a dealer, a shop, a member; and beside it another dealer with a member. */
const [DEALER, SHOP, MEMBER, OTHER, OTHERS_MEMBER, STAFF] = [
  '01000001',
  '01000002',
  '01000003',
  '01000004',
  '01000005',
  '00000101',
];

describe('NetworkScope', () => {
  let database: TestDatabase;
  let scope: NetworkScope;

  beforeAll(async () => {
    database = await testDatabase();
    scope = new NetworkScope(database.db);
    const tx = database.db.manager;
    await saveMasters(tx);
    await aCustomer(STAFF).ranked('staff').below(HEAD_OFFICE_ID).save(tx);
    const people = [
      [DEALER, 'dealer', HEAD_OFFICE_ID],
      [SHOP, 'shop', DEALER],
      [MEMBER, 'member', SHOP],
      [OTHER, 'dealer', HEAD_OFFICE_ID],
      [OTHERS_MEMBER, 'member', OTHER],
    ] as const;
    for (const [customerId, rank, parent] of people) {
      await aCustomer(customerId)
        .ranked(rank)
        .below(parent)
        .withMobile(`090-1111-${customerId.slice(-4)}`)
        .withLogin(`kankyo${customerId}@gmail.com`, HASH)
        .save(tx);
    }
    await tx.query(
      `INSERT INTO session (token_hash, customer_id, user_agent, address)
       SELECT customer_id::bytea, customer_id, '', '127.0.0.1' FROM customer`,
    );
    await tx.query(
      `INSERT INTO legacy_login (customer_id, login_id, folded_login_id)
       SELECT customer_id, customer_id, customer_id FROM customer`,
    );
  });
  afterAll(() => database.drop());

  const as = <T>(customerId: string, work: (manager: EntityManager) => Promise<T>) =>
    scope.asViewer({ customerId }, work);
  const ids = async (customerId: string, statement: string) =>
    (await as(customerId, (manager) => manager.query<{ customer_id: string }[]>(statement)))
      .map((row) => row.customer_id)
      .sort();
  const refused = (customerId: string, statement: string) =>
    expect(as(customerId, (manager) => manager.query(statement))).rejects;

  // None of these statements has a condition: what holds them is the database alone.
  it.each([
    'SELECT * FROM customer',
    'SELECT * FROM contact_point',
    'SELECT customer_id, state FROM credential',
    'SELECT customer_id, signed_in_at FROM session',
    'SELECT customer_id, last_signed_in_at FROM legacy_login',
    'SELECT * FROM network_customer',
    'SELECT * FROM network_phone',
    'SELECT * FROM network_email',
    'SELECT * FROM network_customer_fact',
  ])('shows a dealer the own subtree and nothing else: %s', async (statement) => {
    expect(await ids(DEALER, statement)).toEqual([DEALER, SHOP, MEMBER]);
    expect(await ids(SHOP, statement)).toEqual([SHOP, MEMBER]);
  });

  it('shows a dealer the figures of the own dealers, kept or not, and of no others', async () => {
    const dealers = (viewer: string) =>
      ids(viewer, 'SELECT dealer_id AS customer_id FROM network_dealer_figure');
    for (const isKept of [false, true]) {
      if (isKept) await new DealerFigureStore(database.db).foldAll();
      expect(await dealers(DEALER)).toEqual([DEALER, SHOP]);
      expect(await dealers(SHOP)).toEqual([SHOP]);
      expect(await dealers(STAFF)).toEqual([HEAD_OFFICE_ID, DEALER, SHOP, OTHER]);
    }
  });

  it('shows an operator the whole tree', async () => {
    const all = [HEAD_OFFICE_ID, STAFF, DEALER, SHOP, MEMBER, OTHER, OTHERS_MEMBER];
    expect(await ids(STAFF, 'SELECT customer_id FROM customer')).toEqual(all.sort());
  });

  it('refuses customers whose rank manages nobody, suspended dealers, and who is absent', async () => {
    const code = { code: 'session.dealer_required' };
    const look = (customerId: string) => as(customerId, (manager) => manager.query('SELECT 1'));
    await expect(look(MEMBER)).rejects.toMatchObject(code);
    await expect(look('99999999')).rejects.toMatchObject(code);
    await database.db.query('UPDATE customer SET suspended_at = now() WHERE customer_id = $1', [OTHER]);
    await expect(look(OTHER)).rejects.toMatchObject(code);
    await database.db.query('UPDATE customer SET suspended_at = NULL WHERE customer_id = $1', [OTHER]);
  });

  it.each([
    'SELECT password_hash FROM credential',
    'SELECT login_id FROM credential',
    'SELECT * FROM credential',
    'SELECT token_hash FROM session',
    'SELECT * FROM session',
    'SELECT login_id FROM legacy_login',
    'SELECT * FROM pin_challenge',
    'SELECT * FROM mail_link',
    'SELECT * FROM notification',
    'SELECT * FROM audit_event',
    'SELECT * FROM customer_overview',
    'SELECT * FROM customer_fact',
    'SELECT * FROM dealer_figure',
    'SELECT * FROM dealer_figure_due',
    'SELECT * FROM current_dealer_figure',
    'SELECT * FROM rate_limit',
    'DELETE FROM customer',
    'UPDATE credential SET state = state',
  ])('lets no operator do %s', async (statement) => {
    await refused(STAFF, statement).toMatchObject({ driverError: { code: '42501' } });
  });

  it('shows mail addresses masked as everywhere else, and whole only until they are confirmed', async () => {
    const masked = await as(DEALER, (manager) =>
      manager.query<{ masked: string }[]>('SELECT DISTINCT masked FROM network_email'),
    );
    expect(masked).toEqual([{ masked: maskEmail('kankyo@gmail.com') }]);
    expect(await ids(DEALER, 'SELECT customer_id FROM network_invitation')).toEqual([]);
    const tx = database.db.manager;
    await aCustomer('01000009')
      .below(SHOP)
      .withEmail('ab@mail.example')
      .invitedAt('mada@mail.example')
      .save(tx);
    const [short] = await as(SHOP, (manager) =>
      manager.query<unknown[]>("SELECT masked FROM network_email WHERE customer_id = '01000009'"),
    );
    expect(short).toEqual({ masked: maskEmail('ab@mail.example') });
    const pending = await as(SHOP, (manager) => manager.query('SELECT * FROM network_invitation'));
    expect(pending).toEqual([{ customer_id: '01000009', login_id: 'mada@mail.example' }]);
    expect(await ids(OTHER, 'SELECT customer_id FROM network_invitation')).toEqual([]);
  });

  it('changes no customer outside, and not the viewer', async () => {
    const touch = (customerId: string) =>
      as(DEALER, (manager) =>
        manager.query<[unknown[], number]>('UPDATE customer SET name = name WHERE customer_id = $1', [
          customerId,
        ]),
      ).then(([, changed]) => changed);
    expect(await touch(MEMBER)).toBe(1);
    expect(await touch(DEALER)).toBe(0);
    expect(await touch(OTHERS_MEMBER)).toBe(0);
    await expect(as(DEALER, (manager) => aCustomer('01000010').below(OTHER).save(manager))).rejects.toThrow(
      /row-level security/,
    );
  });

  it('finds an act’s target below the viewer, and answers absent, outside, above and own alike', async () => {
    const find = (viewer: string, customerId: string) =>
      scope.asViewer({ customerId: viewer }, (manager, viewerScope) =>
        scope.target(manager, viewerScope, customerId),
      );
    await expect(find(DEALER, MEMBER)).resolves.toBeUndefined();
    await expect(find(STAFF, OTHERS_MEMBER)).resolves.toBeUndefined();
    for (const [viewer, customerId] of [
      [DEALER, '99999999'],
      [DEALER, OTHERS_MEMBER],
      [DEALER, OTHER],
      [DEALER, DEALER],
      [SHOP, DEALER],
      [SHOP, HEAD_OFFICE_ID],
      [STAFF, HEAD_OFFICE_ID],
    ] as const)
      await expect(find(viewer, customerId)).rejects.toMatchObject({ code: 'customer.unknown' });
  });

  it('finds no target outside by its own condition alone, with row-level security off', async () => {
    const find = (customerId: string) =>
      scope.asViewer({ customerId: DEALER }, (manager, viewerScope) =>
        scope.target(manager, viewerScope, customerId),
      );
    await database.db.query('ALTER TABLE customer DISABLE ROW LEVEL SECURITY');
    try {
      await expect(find(MEMBER)).resolves.toBeUndefined();
      for (const outside of [OTHERS_MEMBER, OTHER, DEALER])
        await expect(find(outside)).rejects.toMatchObject({ code: 'customer.unknown' });
    } finally {
      await database.db.query('ALTER TABLE customer ENABLE ROW LEVEL SECURITY');
    }
  });

  it('goes beyond the viewer’s role for one part of the work and is back after it, also when that part fails', async () => {
    const role = (manager: EntityManager) =>
      manager.query<{ name: string }[]>('SELECT current_user AS name').then(([row]) => row?.name);
    await as(DEALER, async (manager) => {
      expect(await role(manager)).toBe('daiko_viewer');
      expect(await scope.withServiceRights('read contacts', manager, role)).not.toBe('daiko_viewer');
      expect(await role(manager)).toBe('daiko_viewer');
      await expect(
        scope.withServiceRights('read contacts', manager, (part) => part.query('SELECT 1/0')),
      ).rejects.toThrow('division');
      await expect(
        scope.withServiceRights('read contacts', manager, () => Promise.reject(new Error('no'))),
      ).rejects.toThrow('no');
      expect(await role(manager)).toBe('daiko_viewer');
    });
    expect(await role(database.db.manager)).not.toBe('daiko_viewer');
  });

  it('gives the rights over a moved subtree to the new dealer at once, and takes them from the old', async () => {
    const move = (path: string) =>
      database.db.query(
        `UPDATE customer SET path = $1::ltree || subpath(path, nlevel($1::ltree)) WHERE path ~ '*.${SHOP}.*'`,
        [path],
      );
    expect(await ids(OTHER, 'SELECT customer_id FROM customer')).not.toContain(MEMBER);
    await move(`${HEAD_OFFICE_ID}.${OTHER}`);
    expect(await ids(OTHER, 'SELECT customer_id FROM customer')).toContain(MEMBER);
    expect(await ids(DEALER, 'SELECT customer_id FROM customer')).toEqual([DEALER]);
    expect(await ids(SHOP, 'SELECT customer_id FROM customer')).toContain(MEMBER);
    await move(`${HEAD_OFFICE_ID}.${DEALER}`);
  });
});
