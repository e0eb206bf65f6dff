import type { CustomerCard, CustomerChildren, CustomerMove, Network } from '@daiko/contracts';
import { aCustomer } from '@daiko/server-builders';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMO_PASSWORD } from '../../src/seed/demo-network';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

const [HEAD, MIDORI, FUJISAWA, KOBAYASHI, GREEN, HIRATSUKA, SHONAN] = [
  '00000001',
  '01058735',
  '01058736',
  '01058741',
  '01058749',
  '01058750',
  '01058701',
];

describe('the network of a dealer', () => {
  let bed: ApiBed;
  let taro: Visitor;
  let midori: Visitor;
  let shonan: Visitor;
  let operator: Visitor;

  const signedIn = async (loginId: string): Promise<Visitor> => {
    const visitor = bed.visitor();
    expect((await visitor.post('sessions', { loginId, password: DEMO_PASSWORD })).status).toBe(201);
    await visitor.stepUp(DEMO_PASSWORD);
    return visitor;
  };
  const ask = async <T>(visitor: Visitor, path: string): Promise<T> => {
    const { status, text } = await visitor.get(path);
    expect(status, text).toBe(200);
    return JSON.parse(text) as T;
  };
  const card = (visitor: Visitor, id: string) => ask<CustomerCard>(visitor, `customers/${id}`);
  const children = (visitor: Visitor, id: string, after = '') =>
    ask<CustomerChildren>(visitor, `customers/${id}/children${after && `?after=${after}`}`);
  const move = (visitor: Visitor, id: string, parentCustomerId: string) =>
    visitor.post(`customers/${id}/move`, { parentCustomerId });
  const events = (event: string) =>
    bed.db.query<Record<string, unknown>[]>(
      'SELECT actor, subject, detail FROM audit_event WHERE event = $1 ORDER BY id',
      [event],
    );

  beforeAll(async () => {
    bed = await ApiBed.start();
    taro = await signedIn(TARO.loginId);
    midori = await signedIn('demo02@mail.example');
    shonan = await signedIn('demo00@mail.example');
    operator = await bed.operator();
  });
  afterAll(() => bed.stop());

  it('begins with the dealer, for operators with the head office', async () => {
    expect((await ask<Network>(taro, 'customers/network')).topCustomerId).toBe(TARO.customerId);
    expect((await ask<Network>(operator, 'customers/network')).topCustomerId).toBe(HEAD);
  });

  it('is closed to customers whose rank manages nobody, and to strangers', async () => {
    const member = await signedIn('demo04@mail.example');
    for (const path of ['customers', 'customers/counts', 'customers/network', `customers/${MIDORI}`]) {
      expect((await member.get(path)).code).toBe('session.dealer_required');
      expect((await bed.visitor().get(path)).code).toBe('session.absent');
    }
  });

  it('shows a card with masked contacts, the way down to it, and no login ID', async () => {
    const shown = await card(taro, KOBAYASHI);
    expect(shown).toMatchObject({
      customerName: '小林 誠',
      above: [
        { customerId: TARO.customerId, customerName: '環境 太郎' },
        { customerId: MIDORI, customerName: '(有)みどり商会' },
      ],
      loginStatus: 'active',
      invitedLoginId: null,
      changeable: true,
    });
    expect(shown.contacts.map(({ label }) => label)).toEqual(['***-****-*808', 'de*****@mail.example']);
    expect((await card(midori, KOBAYASHI)).above.map(({ customerId }) => customerId)).toEqual([MIDORI]);
    expect((await card(taro, TARO.customerId)).changeable).toBe(false);
    expect((await events('customer.read')).at(-1)).toMatchObject({ actor: MIDORI, subject: KOBAYASHI });
  });

  it('shows an address that has not answered yet to the dealers above, so that it can be corrected', async () => {
    expect((await card(taro, FUJISAWA)).invitedLoginId).toBe('demo03@mail.example');
  });

  it.each([
    ['absent', '99999999'],
    ['beside', SHONAN],
    ['above', HEAD],
  ])('answers alike for who is %s', async (_, id) => {
    for (const path of [`customers/${id}`, `customers/${id}/children`]) {
      const { status, code } = await taro.get(path);
      expect([status, code]).toEqual([404, 'customer.unknown']);
    }
    for (const parent of [MIDORI, id]) expect((await move(taro, id, parent)).code).toBe('customer.unknown');
    expect((await move(taro, MIDORI, id)).code).toBe('customer.unknown');
    expect((await taro.get(`customers/${MIDORI}/move?parentCustomerId=${id}`)).code).toBe('customer.unknown');
  });

  it('opens the tree a load of fifty at a time', async () => {
    for (let number = 0; number < 60; number++)
      await aCustomer(`0107${String(number).padStart(4, '0')}`)
        .below(HIRATSUKA)
        .save(bed.db.manager);
    const first = await children(taro, HIRATSUKA);
    expect(first).toMatchObject({ node: { childCount: 60 }, belowCount: 60 });
    expect(first.children).toHaveLength(50);
    const second = await children(taro, HIRATSUKA, first.next ?? '');
    expect(second.children).toHaveLength(10);
    expect(second.next).toBeNull();
    const top = await children(taro, TARO.customerId);
    expect(top.children.find(({ customerId }) => customerId === MIDORI)).toMatchObject({ childCount: 4 });
    expect(top.belowCount).toBe(74);
  });

  it('tells before a move what would move, and changes nothing', async () => {
    const planned = await ask<CustomerMove>(taro, `customers/${GREEN}/move?parentCustomerId=${FUJISAWA}`);
    expect(planned).toEqual({
      customer: { customerId: GREEN, customerName: '(株)グリーンパートナー 横浜支店' },
      from: { customerId: MIDORI, customerName: '(有)みどり商会' },
      to: { customerId: FUJISAWA, customerName: '藤沢クリーン販売' },
      count: 63,
    });
    expect((await card(midori, GREEN)).changeable).toBe(true);
  });

  it('refuses a move in a circle, to where it is, below who manages nobody, and of oneself', async () => {
    expect((await move(taro, MIDORI, GREEN)).code).toBe('move.cycle');
    expect((await move(taro, MIDORI, MIDORI)).code).toBe('move.cycle');
    expect((await move(taro, GREEN, MIDORI)).code).toBe('move.unchanged');
    expect((await move(taro, GREEN, '01058737')).code).toBe('move.no_dealer');
    expect((await move(midori, MIDORI, TARO.customerId)).code).toBe('customer.unknown');
    expect((await move(taro, TARO.customerId, MIDORI)).code).toBe('customer.unknown');
  });

  it('refuses a move that would make the tree deeper than it may be', async () => {
    const shallow = await ApiBed.start({ NETWORK_DEPTH_MAX: '4' });
    try {
      const dealer = await shallow.steppedUp();
      const path = `customers/${GREEN}/move`;
      const planned = await dealer.get(`${path}?parentCustomerId=${FUJISAWA}`);
      expect(planned.code).toBe('move.too_deep');
      expect((await dealer.post(path, { parentCustomerId: FUJISAWA })).code).toBe('move.too_deep');
    } finally {
      await shallow.stop();
    }
  });

  it('moves a subtree with all below it, and the rights over it with it, at once', async () => {
    expect((await midori.get(`customers/${HIRATSUKA}`)).status).toBe(200);
    const { status, text } = await move(taro, GREEN, FUJISAWA);
    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({
      from: { customerId: MIDORI },
      to: { customerId: FUJISAWA },
      count: 63,
    });
    expect((await midori.get(`customers/${HIRATSUKA}`)).code).toBe('customer.unknown');
    expect((await card(taro, HIRATSUKA)).above.map(({ customerId }) => customerId)).toEqual([
      TARO.customerId,
      FUJISAWA,
      GREEN,
    ]);
    expect((await events('customer.moved')).at(-1)).toEqual({
      actor: TARO.customerId,
      subject: GREEN,
      detail: { from: MIDORI, to: FUJISAWA, count: 63, customers: `${MIDORI}-${FUJISAWA}` },
    });
    expect((await move(operator, GREEN, SHONAN)).status).toBe(200);
    expect((await taro.get(`customers/${GREEN}`)).code).toBe('customer.unknown');
    expect((await shonan.get(`customers/${HIRATSUKA}`)).status).toBe(200);
  });

  const broken = () =>
    bed.db.query<unknown[]>(
      `SELECT child.customer_id FROM customer child JOIN customer above ON above.customer_id = child.parent_customer_id
       WHERE child.path <> above.path || child.customer_id::text`,
    );

  it('tells a customer who is moved at every confirmed address, and nobody below', async () => {
    const told = () =>
      bed.db.query<{ id: string; value: string }[]>(
        `SELECT notification.customer_id AS id, value FROM notification
           JOIN contact_point ON contact_point.id = contact_point_id WHERE template = 'customer_moved'`,
      );
    await bed.db.query("DELETE FROM notification WHERE template = 'customer_moved'");
    expect((await move(operator, MIDORI, FUJISAWA)).status).toBe(200);
    const mails = await told();
    expect(mails.map(({ id }) => id)).toEqual([MIDORI]);
    expect((await move(operator, MIDORI, TARO.customerId)).status).toBe(200);
  });

  it('lets no two moves at once make a circle or lose anybody', async () => {
    const pairs = Array.from({ length: 5 }, () => [
      move(operator, MIDORI, FUJISAWA),
      move(operator, FUJISAWA, MIDORI),
      move(operator, GREEN, MIDORI),
      move(operator, GREEN, FUJISAWA),
      move(operator, FUJISAWA, TARO.customerId),
      move(operator, MIDORI, TARO.customerId),
    ]).flat();
    const answers = await Promise.all(pairs);
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(200);
    // Who waits too long for the others is told to try again.
    expect(statuses.filter((status) => ![200, 422, 503].includes(status))).toEqual([]);
    expect(await broken()).toEqual([]);
  });

  it('gives a customer who is registered while the dealer above moves the new path', async () => {
    const holder = bed.db.createQueryRunner();
    await holder.startTransaction();
    await holder.query("SELECT pg_advisory_xact_lock(hashtext('customer.move'))");
    const registered = aCustomer('01080000').below('01070059').save(bed.db.manager);
    await vi.waitFor(async () => {
      const waiting = await bed.db.query<unknown[]>(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'",
      );
      expect(waiting).toHaveLength(1);
    });
    await holder.query(
      `UPDATE customer SET parent_customer_id = $2, path = above.path || customer.customer_id::text
       FROM customer above WHERE above.customer_id = $2 AND customer.customer_id = $1`,
      ['01070059', SHONAN],
    );
    await holder.commitTransaction();
    await holder.release();
    await registered;
    expect(await broken()).toEqual([]);
  });
});
