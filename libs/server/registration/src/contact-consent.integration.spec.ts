import { SecretDeriver } from '@daiko/server-platform';
import { warmPool } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, RegistrationBed, type Answer, type Person } from '../test/registration-bed';

interface Waiting {
  id: string;
  isCustomerAsked: boolean;
}

describe('the customer’s own yes to a change of contacts', () => {
  let bed: RegistrationBed;
  let dealer: Person;
  let shop: Person;
  let count = 0;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
    dealer = await bed.signedIn('dealer');
    shop = await bed.signedIn('shop');
    await warmPool(bed.db);
  });
  afterAll(() => bed.stop());

  const nextPhone = () => `090-6666-${String(++count).padStart(4, '0')}`;
  const nextEmail = () => `atarashii${String(++count)}@mail.example`;
  const waitingOf = ({ body }: Answer) => body['waiting'] as Waiting;
  const askPhone = async (customerId: string, more: object = {}) =>
    waitingOf(await shop.post(`customers/${customerId}/contacts/phones`, { phone: nextPhone(), ...more }));
  const answer = (token: string, what: 'inspection' | 'approval' | 'refusal') =>
    bed.anonymous().post(`contact-change-links/${what}`, { token });
  const contactsOf = async (customerId: string) =>
    (await shop.get(`customers/${customerId}/contacts`)).body as unknown as {
      contacts: { id: string; kind: string; label: string; heldUntil: string | null }[];
      waiting: Waiting | null;
    };
  const ownRequest = async (id: string) =>
    ((await shop.get('contact-change-requests')).body['own'] as Record<string, unknown>[]).find(
      (one) => one['id'] === id,
    );

  /** The links of a request, by the address that each was mailed to. */
  async function linksOf(requestId: string): Promise<Map<string, string>> {
    const rows = await bed.db.query<{ id: string; keyId: string; nonce: Buffer; value: string }[]>(
      `SELECT link.id, link.key_id AS "keyId", link.nonce, value
         FROM notification mail JOIN mail_link link ON link.id = mail_link_id
         JOIN contact_point ON contact_point.id = mail.contact_point_id
        WHERE contact_change_request_id = $1 AND template = 'contact_change_link'`,
      [requestId],
    );
    const deriver = bed.get(SecretDeriver);
    return new Map(rows.map(({ id, keyId, nonce, value }) => [value, deriver.linkToken(keyId, id, nonce)]));
  }
  const addContact = (customerId: string, value: string, confirmed: string | null) =>
    bed.db.query(
      `INSERT INTO contact_point (customer_id, kind, value, priority, created_at, confirmed_at)
       VALUES ($1, 'email', $2, 9, now() - interval '1 hour', $3::timestamptz)`,
      [customerId, value, confirmed],
    );
  const member = async () => {
    const email = `honnin${String(++count)}@mail.example`;
    return { email, customerId: await bed.aMember(PLACES.shop, email) };
  };
  /** A request, and the link of the customer's login ID. */
  const asked = async () => {
    const { email, customerId } = await member();
    const { id } = await askPhone(customerId);
    return { customerId, id, token: (await linksOf(id)).get(email)! };
  };

  it('is asked for at every confirmed address, and at no other', async () => {
    const { customerId, email } = await member();
    const second = `daini${customerId}@mail.example`;
    await addContact(customerId, second, '2026-01-01');
    await addContact(customerId, `mikakunin${customerId}@evil.example`, null);
    // Of who asks, though it was confirmed as the customer's before.
    await addContact(customerId, 'shop@daiko.example', '2026-01-01');
    const wanted = nextEmail();
    const { id, isCustomerAsked } = waitingOf(
      await shop.post(`customers/${customerId}/contacts/emails`, { email: wanted }),
    );
    expect(isCustomerAsked).toBe(true);
    expect([...(await linksOf(id)).keys()].sort()).toEqual([second, email].sort());
  });

  it('is not asked for where the customer has confirmed no address: the second person is the only way', async () => {
    const customerId = await bed.aMember();
    const { id, isCustomerAsked } = await askPhone(customerId);
    expect(isCustomerAsked).toBe(false);
    expect(await linksOf(id)).toEqual(new Map());
    expect((await dealer.post(`contact-change-requests/${id}/approval`)).status).toBe(204);
  });

  it('shows what is asked for, masked, and who asks, and looking changes nothing', async () => {
    const { customerId, email } = await member();
    const [old] = (await contactsOf(customerId)).contacts;
    const { id } = await askPhone(customerId, { replaces: old!.id });
    const token = (await linksOf(id)).get(email)!;
    for (let look = 0; look < 3; look++) {
      const { status, body } = await answer(token, 'inspection');
      expect([status, body]).toEqual([
        200,
        {
          customerName: '試験 一郎',
          action: 'replace',
          subject: 'phone',
          before: old!.label,
          after: expect.stringMatching(/^\*{3}-\*{4}-\*\d{3}$/),
          requestedByName: 'shop 店',
          requestedAt: expect.any(String),
          expiresAt: expect.any(String),
        },
      ]);
    }
    const looked = await bed.anonymous().post('mail-links/inspection', { token });
    expect(looked.body).toMatchObject({ purpose: 'contact_change', loginId: null, customerId: null });
    expect((await contactsOf(customerId)).waiting?.id).toBe(id);
  });

  it('makes the change as a second person’s would: held for a day, and the old contacts are told', async () => {
    const { customerId, id, token } = await asked();
    expect((await answer(token, 'approval')).status).toBe(204);
    const { contacts, waiting } = await contactsOf(customerId);
    expect(waiting).toBeNull();
    expect(contacts.filter(({ heldUntil }) => heldUntil !== null)).toHaveLength(1);
    const told = await bed.db.query(
      "SELECT FROM notification WHERE customer_id = $1 AND template = 'contact_changed'",
      [customerId],
    );
    expect(told).toHaveLength(2);
    expect(await ownRequest(id)).toMatchObject({ state: 'approved', isDecidedByCustomer: true });
    expect((await dealer.post(`contact-change-requests/${id}/approval`)).code).toBe('contact_change.decided');
  });

  it('is as well a no, which who asked finds with its reason', async () => {
    const { customerId, id, token } = await asked();
    const before = (await contactsOf(customerId)).contacts;
    expect((await answer(token, 'refusal')).status).toBe(204);
    const { contacts, waiting } = await contactsOf(customerId);
    expect([contacts, waiting]).toEqual([before, null]);
    expect(await ownRequest(id)).toMatchObject({
      state: 'refused',
      isDecidedByCustomer: true,
      reason: expect.stringContaining('心当たりがない'),
    });
  });

  it('is said once', async () => {
    const { token } = await asked();
    expect((await answer(token, 'approval')).status).toBe(204);
    for (const what of ['approval', 'refusal', 'inspection'] as const)
      expect((await answer(token, what)).code).toBe('mail_link.used');
  });

  it('ends with its time', async () => {
    const { customerId, token } = await asked();
    await bed.db.query('UPDATE mail_link SET expires_at = now() WHERE customer_id = $1', [customerId]);
    expect((await answer(token, 'approval')).code).toBe('mail_link.expired');
    expect((await contactsOf(customerId)).waiting).not.toBeNull();
  });

  it.each([
    ['was withdrawn', (id: string) => shop.post(`contact-change-requests/${id}/withdrawal`)],
    [
      'was approved by a second person',
      (id: string) => dealer.post(`contact-change-requests/${id}/approval`),
    ],
    [
      'was cancelled by a move',
      async (_id: string, customerId: string) => bed.moveBelow(customerId, PLACES.neighbour),
    ],
    [
      'was frozen by それは私ではありません',
      (_id: string, customerId: string) =>
        bed.db.query('UPDATE customer SET recovery_frozen_at = now() WHERE customer_id = $1', [customerId]),
    ],
  ])('cannot be said to what %s', async (_what, end) => {
    const { customerId, id, token } = await asked();
    await end(id, customerId);
    for (const what of ['approval', 'refusal', 'inspection'] as const)
      expect((await answer(token, what)).code).toBe('mail_link.superseded');
  });

  it('cannot be said from an address that was removed meanwhile, and can from the other one', async () => {
    const { customerId, email } = await member();
    const second = `nokori${customerId}@mail.example`;
    await addContact(customerId, second, '2026-01-01');
    const { id } = await askPhone(customerId);
    const links = await linksOf(id);
    await bed.db.query('UPDATE contact_point SET retired_at = now() WHERE customer_id = $1 AND value = $2', [
      customerId,
      email,
    ]);
    for (const what of ['inspection', 'approval'] as const)
      expect((await answer(links.get(email)!, what)).code).toBe('mail_link.superseded');
    expect((await answer(links.get(second)!, 'approval')).status).toBe(204);
  });

  it('and that of a second person at the same moment are one decision', async () => {
    const { customerId, email } = await member();
    const second = `futatsu${customerId}@mail.example`;
    await addContact(customerId, second, '2026-01-01');
    const { id } = await askPhone(customerId);
    const links = await linksOf(id);
    const answers = await Promise.all([
      answer(links.get(email)!, 'approval'),
      answer(links.get(second)!, 'refusal'),
      dealer.post(`contact-change-requests/${id}/approval`),
      dealer.post(`contact-change-requests/${id}/refusal`, { reason: '本人に確認できない' }),
      answer(links.get(email)!, 'refusal'),
    ]);
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    for (const { status, code } of answers)
      if (status !== 204)
        expect(['contact_change.decided', 'mail_link.used', 'mail_link.superseded']).toContain(code);
  });

  it('floods no mail box: after five in a day the second person alone decides', async () => {
    const { customerId } = await member();
    const sent: number[] = [];
    for (let time = 0; time < 6; time++) {
      const { id } = await askPhone(customerId);
      sent.push((await linksOf(id)).size);
      await shop.post(`contact-change-requests/${id}/withdrawal`);
    }
    expect(sent).toEqual([1, 1, 1, 1, 1, 0]);
  });

  it('goes with the login that said it, when a login of the old system comes', async () => {
    const { customerId, id, token } = await asked();
    expect((await answer(token, 'approval')).status).toBe(204);
    await bed.db.query('UPDATE credential SET setup_requested_by = $2 WHERE customer_id = $1', [
      customerId,
      PLACES.shop,
    ]);
    await bed.db.query(`UPDATE credential SET created_at = now() - interval '1 day' WHERE customer_id = $1`, [
      customerId,
    ]);
    await bed.db.query('SELECT close_begun_logins(ARRAY[$1::char(8)])', [customerId]);
    const left = await bed.db.query(
      `SELECT FROM contact_point JOIN contact_change_request asked USING (customer_id, value)
        WHERE asked.id = $1 AND retired_at IS NULL`,
      [id],
    );
    expect(left).toEqual([]);
  });

  describe('cannot be made up, whoever writes:', () => {
    const GOOD = {
      createdAt: '2026-01-01',
      confirmedAt: '2026-01-01' as string | null,
      heldUntil: null as string | null,
    };
    /** An address of the customer, as if it had always been there. @returns its id */
    const addressOf = async (customerId: string, value: string, more: Partial<typeof GOOD> = {}) => {
      const { createdAt, confirmedAt, heldUntil } = { ...GOOD, ...more };
      const [row] = await bed.db.query<[{ id: string }]>(
        `INSERT INTO contact_point (customer_id, kind, value, priority, created_at, confirmed_at, held_until)
         VALUES ($1, 'email', $2, 9, $3::timestamptz, $4::timestamptz, $5::timestamptz) RETURNING id`,
        [customerId, value, createdAt, confirmedAt, heldUntil],
      );
      return row.id;
    };
    const linkTo = (contactId: string, requestId: string, customerId: string, tx = bed.db.manager) =>
      tx.query<[{ id: string }]>(
        `INSERT INTO mail_link (purpose, customer_id, key_id, nonce, token_hash, expires_at, contact_change_request_id,
                                contact_point_id)
         VALUES ('contact_change', $1, 'k', '\\x00', decode(md5($3::text), 'hex'), now() + interval '1 hour', $2, $3::uuid)
         RETURNING id`,
        [customerId, requestId, contactId],
      );
    const decide = (requestId: string, state = 'approved', tx = bed.db.manager) =>
      tx.query(
        'UPDATE contact_change_request SET state = $2, decided_by = customer_id, decided_at = now() WHERE id = $1',
        [requestId, state],
      );
    const NOBODYS = /no address that speaks for the customer/;

    it('a link to a good address can', async () => {
      const { customerId, id } = await asked();
      await linkTo(await addressOf(customerId, nextEmail()), id, customerId);
    });

    it.each<[string, Partial<typeof GOOD>]>([
      ['never answered', { confirmedAt: null }],
      ['answered after the request', { confirmedAt: 'now' }],
      ['came after the request', { createdAt: 'now' }],
      ['was held at the request', { heldUntil: 'tomorrow' }],
    ])('no link to an address that %s', async (_what, more) => {
      const { customerId, id } = await asked();
      const contactId = await addressOf(customerId, nextEmail(), more);
      await expect(linkTo(contactId, id, customerId)).rejects.toThrow(NOBODYS);
    });

    it('no link to an address at which who asks can be reached, nor to their login ID', async () => {
      const { customerId, id } = await asked();
      const [contact, loginId] = [nextEmail(), nextEmail()];
      await addressOf(PLACES.shop, contact);
      await bed.db.query('UPDATE credential SET login_id = $2 WHERE customer_id = $1', [
        PLACES.shop,
        loginId,
      ]);
      for (const value of [contact, loginId]) {
        const contactId = await addressOf(customerId, value);
        await expect(linkTo(contactId, id, customerId)).rejects.toThrow(NOBODYS);
      }
    });

    it('no link for a request of another customer', async () => {
      const { customerId, id } = await asked();
      const contactId = await addressOf(customerId, nextEmail());
      await expect(linkTo(contactId, id, (await member()).customerId)).rejects.toThrow(NOBODYS);
    });

    it('no link for a request that ended, and those that there were have ended with it', async () => {
      const { customerId, id } = await asked();
      await shop.post(`contact-change-requests/${id}/withdrawal`);
      const contactId = await addressOf(customerId, nextEmail());
      await expect(linkTo(contactId, id, customerId)).rejects.toThrow(NOBODYS);
      const open = 'SELECT FROM mail_link WHERE contact_change_request_id = $1 AND superseded_at IS NULL';
      expect(await bed.db.query(open, [id])).toEqual([]);
    });

    it('no answer without a link that is used for it, and was mailed', async () => {
      const { customerId, id } = await asked();
      await expect(decide(id)).rejects.toThrow(/no second person/);
      await expect(decide(id, 'refused')).rejects.toThrow(/no second person/);
      await bed.db.query(
        `UPDATE mail_link SET used_at = now() - interval '1 minute' WHERE contact_change_request_id = $1`,
        [id],
      );
      await expect(decide(id)).rejects.toThrow(/no second person/);
      const contactId = await addressOf(customerId, nextEmail());
      const unmailed = bed.db.transaction(async (tx) => {
        const [link] = await linkTo(contactId, id, customerId, tx);
        await tx.query('UPDATE mail_link SET used_at = now() WHERE id = $1', [link.id]);
        await decide(id, 'approved', tx);
      });
      await expect(unmailed).rejects.toThrow(/no second person/);
    });

    it('no second decision', async () => {
      const { id, token } = await asked();
      expect((await answer(token, 'refusal')).status).toBe(204);
      for (const state of ['approved', 'refused', 'withdrawn'])
        await expect(decide(id, state)).rejects.toThrow(/decided once/);
    });
  });
});
