import { randomUUID } from 'node:crypto';
import { aCustomer } from '@daiko/server-builders';
import { warmPool } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, RegistrationBed, type Person } from '../test/registration-bed';

describe('お客様登録', () => {
  let bed: RegistrationBed;
  let dealer: Person;
  let shop: Person;
  let operator: Person;
  let phones = 0;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
    dealer = await bed.signedIn('dealer');
    shop = await bed.signedIn('shop');
    operator = await bed.signedIn('operator');
    await warmPool(bed.db);
  });
  afterAll(() => bed.stop());

  const nextPhone = () => `090-3333-${String(++phones).padStart(4, '0')}`;
  const form = (more: object = {}) => ({
    key: randomUUID(),
    kind: 'personal',
    name: '小田原 直樹',
    kana: 'オダワラ ナオキ',
    postalCode: '250-0011',
    address: '神奈川県小田原市栄町1-1',
    phone1: nextPhone(),
    rankCode: 'member',
    memberClassCode: 'member',
    parentCustomerId: PLACES.dealer,
    ...more,
  });
  const customers = async () => {
    const [row] = await bed.db.query<{ count: number }[]>('SELECT count(*)::int AS count FROM customer');
    return row!.count;
  };

  it('issues an お客様ID of 8 digits and puts the customer below the dealer', async () => {
    const { status, body } = await dealer.post(
      'customers',
      form({
        phone1: '０４６５－２３－１１１１',
        registrationNumber: 'T7000012050002',
        birthday: '1960/4/1',
      }),
    );
    expect(status).toBe(201);
    expect(body['customerId']).toMatch(/^0108\d{4}$/);
    const [row] = await bed.db.query<object[]>(
      `SELECT path::text, birthday::text, registration_number, postal_code, search_key, contact_point.kind, value
         FROM customer JOIN contact_point USING (customer_id) WHERE customer_id = $1`,
      [body['customerId']],
    );
    expect(row).toEqual({
      path: `00000001.${PLACES.dealer}.${String(body['customerId'])}`,
      birthday: '1960-04-01',
      registration_number: 'T7000012050002',
      postal_code: '2500011',
      search_key: '|小田原直樹|オダワラナオキ|',
      kind: 'landline',
      value: '+81465231111',
    });
  });

  it('makes one customer of a form, though it is sent a hundred times at once', async () => {
    const before = await customers();
    const sent = form({ email: 'ippen@mail.example' });
    const answers = await Promise.all(Array.from({ length: 100 }, () => dealer.post('customers', sent)));
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(100).fill(201));
    expect(new Set(answers.map(({ body }) => body['customerId'])).size).toBe(1);
    expect(await customers()).toBe(before + 1);
    const [mails] = await bed.db.query<{ count: number }[]>(
      `SELECT count(*)::int AS count FROM notification WHERE customer_id = $1`,
      [answers[0]!.body['customerId']],
    );
    expect(mails!.count).toBe(1);
  });

  it('does not take another form for the one that was sent before', async () => {
    const sent = form();
    await dealer.post('customers', sent);
    const { status, code } = await dealer.post('customers', { ...sent, name: '別の 名前' });
    expect([status, code]).toEqual([409, 'registration.key_reused']);
    // A key is its dealer's: another dealer's form with the same one is another form.
    const { body } = await shop.post('customers', { ...sent, parentCustomerId: PLACES.shop });
    expect(body['customerId']).toMatch(/^\d{8}$/);
  });

  it.each([
    [PLACES.neighbour, 'parent.unknown'],
    ['00000001', 'parent.unknown'],
    ['99999999', 'parent.unknown'],
  ])('places nobody below %s, whom the dealer does not see', async (parentCustomerId, expected) => {
    const before = await customers();
    const { status, body } = await dealer.post('customers', form({ parentCustomerId }));
    expect([status, body['errors']]).toEqual([400, [{ path: 'parentCustomerId', code: expected }]]);
    expect(await customers()).toBe(before);
  });

  it('places nobody below a dealer who stands as deep as the tree may be', async () => {
    let parent: string = PLACES.shop;
    for (let level = 4; level <= 100; level++) {
      const customerId = `0109${String(level).padStart(4, '0')}`;
      parent = await aCustomer(customerId).ranked('shop').below(parent).save(bed.db.manager);
    }
    const { status, body } = await dealer.post('customers', form({ parentCustomerId: parent }));
    expect([status, body['errors']]).toEqual([400, [{ path: 'parentCustomerId', code: 'parent.too_deep' }]]);
  });

  it('places nobody below a member, and a shop nobody beside itself', async () => {
    const member = await bed.aMember();
    const below = await dealer.post('customers', form({ parentCustomerId: member }));
    expect(below.body['errors']).toEqual([{ path: 'parentCustomerId', code: 'parent.no_dealer' }]);
    const beside = await shop.post('customers', form({ parentCustomerId: PLACES.dealer }));
    expect(beside.body['errors']).toEqual([{ path: 'parentCustomerId', code: 'parent.unknown' }]);
  });

  it('gives no rank above the dealer’s own to give', async () => {
    for (const rankCode of ['staff', 'head_office', 'emperor']) {
      const { body } = await dealer.post('customers', form({ rankCode }));
      expect(body['errors']).toEqual([{ path: 'rankCode', code: 'choice.required' }]);
    }
    const { status } = await operator.post(
      'customers',
      form({ rankCode: 'staff', parentCustomerId: '00000001' }),
    );
    expect(status).toBe(201);
  });

  it('offers the ranks, the classes and the place that who asks may choose', async () => {
    const own = await dealer.get('registration-options');
    expect(own.body['parent']).toEqual({ customerId: PLACES.dealer, customerName: 'dealer 店' });
    expect((own.body['ranks'] as { code: string }[]).map(({ code }) => code)).toEqual([
      'member',
      'dealer',
      'shop',
    ]);
    const all = await operator.get('registration-options');
    expect(all.body['parent']).toMatchObject({ customerId: '00000001' });
    expect((all.body['ranks'] as { code: string }[]).map(({ code }) => code)).toContain('staff');
  });

  it('is closed to members and to who is not signed in', async () => {
    const member = bed.anonymous();
    await bed.aMember(PLACES.shop, 'kaiin@daiko.example');
    await member.post('sessions', { loginId: 'kaiin@daiko.example', password: 'midori-no-kaze-2026' });
    expect((await member.post('customers', form())).status).toBe(403);
    expect((await bed.anonymous().post('customers', form())).code).toBe('session.absent');
  });

  it('shows who may be there already, inside the own subtree only', async () => {
    const phone1 = nextPhone();
    const inside = await dealer.post(
      'customers',
      form({ phone1, name: '小田原 直美', kana: 'オダワラ ナオミ' }),
    );
    const neighbour = await bed.signedIn('neighbour');
    await neighbour.post(
      'customers',
      form({ phone1, kana: 'ソトノ ヒト', parentCustomerId: PLACES.neighbour }),
    );
    const ask = (person: Person, parentCustomerId: string) =>
      person.post('customers/duplicates', { kana: 'おだわら　なおみ', phone1, parentCustomerId });
    const { body } = await ask(dealer, PLACES.dealer);
    expect(body['candidates']).toEqual([
      {
        customerId: inside.body['customerId'],
        customerName: '小田原 直美',
        customerKana: 'オダワラ ナオミ',
        phonesMasked: [expect.stringMatching(/^\*\*\*-\*\*\*\*-\*\d{3}$/)],
        parentDealerName: 'dealer 店',
        sameIn: ['phone', 'kana'],
      },
    ]);
    expect(body).toMatchObject({ parentName: 'dealer 店', phoneKinds: { phone1: 'mobile', phone2: null } });
    expect((await ask(shop, PLACES.shop)).body['candidates']).toEqual([]);
  });

  it('looks the address of a postal code up', async () => {
    expect((await dealer.get('postal-codes/251-0052')).body).toEqual({
      postalCode: '2510052',
      addresses: ['神奈川県藤沢市藤沢'],
    });
    expect((await dealer.get('postal-codes/0000000')).code).toBe('postal_code.unknown');
    expect((await dealer.get('postal-codes/12')).code).toBe('request.invalid');
  });
});

describe('a customer’s login in the hands of a dealer', () => {
  let bed: RegistrationBed;
  let dealer: Person;
  let shop: Person;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
    dealer = await bed.signedIn('dealer');
    shop = await bed.signedIn('shop');
    await warmPool(bed.db);
  });
  afterAll(() => bed.stop());

  const path = (customerId: string) => `customers/${customerId}/login`;

  it('goes from 未設定 over 確認待ち to 設定済み, and its address is seen until it is confirmed', async () => {
    const customerId = await bed.aMember();
    expect((await dealer.get(path(customerId))).body).toMatchObject({
      status: 'none',
      version: 0,
      mail: null,
    });
    const put = await dealer.put(path(customerId), { email: 'HAJIME@mail.example', version: 0 });
    expect(put.body).toMatchObject({
      status: 'invited',
      email: 'hajime@mail.example',
      version: 2,
      mail: { delivery: { state: 'queued' } },
    });
    const token = await bed.lastLinkToken(customerId);
    await bed.anonymous().post('mail-links/password', { token, password: 'umi-kara-kita-kaze-77' });
    const { body } = await dealer.get(path(customerId));
    expect(body).toMatchObject({ status: 'active', email: null, mail: null });
    expect(JSON.stringify(body)).not.toContain('hajime');
    const change = await dealer.put(path(customerId), { email: 'betsu@mail.example', version: 2 });
    expect([change.status, change.code]).toEqual([409, 'login.confirmed']);
  });

  it('is won by one of two dealers who register it a hundred times at once; the others are told why', async () => {
    const customerId = await bed.aMember();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 === 0 ? dealer : shop).put(path(customerId), {
          email: `hyaku${String(index)}@mail.example`,
          version: 0,
        }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'login.already_registered')).toHaveLength(99);
    const [row] = await bed.db.query<{ logins: number; mails: number }[]>(
      `SELECT (SELECT count(*)::int FROM credential WHERE customer_id = $1) AS logins,
              (SELECT count(*)::int FROM notification WHERE customer_id = $1) AS mails`,
      [customerId],
    );
    expect(row).toEqual({ logins: 1, mails: 1 });
  });

  it('is メール不達 when the mail was refused, and 確認待ち again once corrected', async () => {
    const customerId = await bed.aMember();
    await dealer.put(path(customerId), { email: 'fuitchi@mail.example', version: 0 });
    await bed.db.query(
      `UPDATE notification SET state = 'failed', failure = 'mailbox_refused', failed_at = now() WHERE customer_id = $1`,
      [customerId],
    );
    await bed.db.query('UPDATE credential SET undelivered_at = now() WHERE customer_id = $1', [customerId]);
    const { body } = await dealer.get(path(customerId));
    expect(body).toMatchObject({
      status: 'bouncing',
      mail: { delivery: { state: 'failed', reason: 'mailbox_refused' } },
    });
    const corrected = await shop.put(path(customerId), { email: 'naoshita@mail.example', version: 2 });
    expect(corrected.body).toMatchObject({ status: 'invited', email: 'naoshita@mail.example', version: 4 });
  });

  it('names other own customers who wait at the same address, and nobody once it has answered', async () => {
    const address = 'kazoku@mail.example';
    const [first, second] = [await bed.aMember(), await bed.aMember()];
    const elsewhere = await bed.aMember(PLACES.neighbour);
    const neighbour = await bed.signedIn('neighbour');
    await neighbour.put(path(elsewhere), { email: address, version: 0 });
    expect((await dealer.put(path(first), { email: address, version: 0 })).body['sharedWith']).toEqual([]);
    const { body } = await dealer.put(path(second), { email: address, version: 0 });
    expect(body['sharedWith']).toEqual([{ customerId: first, customerName: expect.any(String) }]);
    await bed.db.query(
      `UPDATE credential SET state = 'active', password_hash = 'x', confirmed_at = now() WHERE customer_id = $1`,
      [first],
    );
    expect((await dealer.get(path(second))).body['sharedWith']).toEqual([]);
  });

  it('names the own customer whose login ID the address is, once that customer was told of the try', async () => {
    const owner = await bed.aMember(PLACES.dealer, 'tsukatteiru@mail.example');
    const customerId = await bed.aMember();
    const quiet = { email: 'tsukatteiru@mail.example', version: 0, sendSetupMail: false };
    expect((await dealer.put(path(customerId), quiet)).body['takenBy']).toBeNull();
    const { body } = await dealer.post(`${path(customerId)}/setup-mail`);
    expect(body['takenBy']).toEqual({ customerId: owner, customerName: expect.any(String) });
    const told = await bed.db.query('SELECT template FROM notification WHERE customer_id = $1', [owner]);
    expect(told).toEqual([{ template: 'login_id_taken' }]);
  });

  it('answers for an address that is somebody’s login ID as for a free one', async () => {
    const owner = await bed.aMember(PLACES.neighbour, 'mochinushi@mail.example');
    const [free, taken] = [await bed.aMember(), await bed.aMember()];
    const answers = [
      await dealer.put(path(free), { email: 'aiteiru@mail.example', version: 0 }),
      await dealer.put(path(taken), { email: 'mochinushi@mail.example', version: 0 }),
    ];
    const [one, other] = answers.map(({ status, body }) => {
      const mail = body['mail'] as { delivery: { state: string } };
      return [
        status,
        Object.keys(body),
        Object.keys(mail),
        body['status'],
        body['version'],
        body['takenBy'],
        mail.delivery.state,
      ];
    });
    expect(other).toEqual(one);
    const told = await bed.db.query('SELECT template FROM notification WHERE customer_id = $1', [owner]);
    expect(told).toEqual([{ template: 'login_id_taken' }]);
  });

  it('is out of reach for who is beside, above or absent: one and the same answer', async () => {
    const outside = await bed.aMember(PLACES.neighbour);
    for (const customerId of [
      outside,
      PLACES.neighbour,
      PLACES.dealer,
      '00000001',
      '99999999',
      PLACES.shop,
    ]) {
      for (const answer of [
        await shop.get(path(customerId)),
        await shop.put(path(customerId), { email: 'soto@mail.example', version: 0 }),
        await shop.post(`${path(customerId)}/setup-mail`),
      ])
        expect([answer.status, answer.code]).toEqual([404, 'customer.unknown']);
    }
  });

  it('is not begun for a customer who is suspended', async () => {
    const customerId = await bed.aMember();
    await bed.db.query('UPDATE customer SET suspended_at = now() WHERE customer_id = $1', [customerId]);
    const { status, code } = await dealer.put(path(customerId), { email: 'teishi@mail.example', version: 0 });
    expect([status, code]).toEqual([409, 'customer.suspended']);
  });

  it('can be mailed again, and not before there is an address', async () => {
    const customerId = await bed.aMember();
    expect((await dealer.post(`${path(customerId)}/setup-mail`)).code).toBe('login.absent');
    await dealer.put(path(customerId), { email: 'mouichido@mail.example', version: 0, sendSetupMail: false });
    const before = await dealer.get(path(customerId));
    expect(before.body).toMatchObject({ status: 'invited', mail: null, version: 1 });
    const sent = await dealer.post(`${path(customerId)}/setup-mail`);
    expect([sent.status, sent.body['status'], sent.body['version']]).toEqual([202, 'invited', 2]);
  });
});
