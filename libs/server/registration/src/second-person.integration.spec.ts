import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, RegistrationBed, type Answer, type Person } from '../test/registration-bed';

const NEW_PASSWORD = 'umi-kara-kita-kaze-77';

describe('the second person of a contact change', () => {
  let bed: RegistrationBed;
  let dealer: Person;
  let shop: Person;
  let operator: Person;
  let count = 0;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
    dealer = await bed.signedIn('dealer');
    shop = await bed.signedIn('shop');
    operator = await bed.signedIn('operator');
  });
  afterAll(() => bed.stop());

  const nextPhone = () => `090-7777-${String(++count).padStart(4, '0')}`;
  const idOf = ({ body }: Answer) => (body['waiting'] as { id: string }).id;
  const ask = async (who: Person, customerId: string) =>
    idOf(await who.post(`customers/${customerId}/contacts/phones`, { phone: nextPhone() }));
  const approve = (who: Person, id: string) => who.post(`contact-change-requests/${id}/approval`);
  const waits = async (who: Person, id: string) =>
    ((await who.get('contact-change-requests')).body['waiting'] as { id: string }[]).some(
      (one) => one.id === id,
    );

  /** A dealer whom `maker` registers, sets up and signs in as: the mail box is the maker's own. */
  async function accompliceOf(maker: Person, parentCustomerId: string, rankCode = 'shop') {
    const email = `nakama${String(++count)}@evil.example`;
    const { body } = await maker.post('customers', {
      key: randomUUID(),
      kind: 'personal',
      name: '仲間 一郎',
      kana: 'ナカマ イチロウ',
      postalCode: '250-0011',
      address: '神奈川県小田原市栄町1-1',
      phone1: nextPhone(),
      rankCode,
      memberClassCode: 'member',
      parentCustomerId,
      email,
    });
    const customerId = String(body['customerId']);
    const token = await bed.lastLinkToken(customerId);
    await bed.anonymous().post('mail-links/password', { token, password: NEW_PASSWORD });
    return { customerId, person: await bed.signedInAt(email, NEW_PASSWORD) };
  }

  it('is nobody whom the first made, though the customer was moved below them before', async () => {
    const customerId = await bed.aMember(PLACES.shop, 'ugokasareta@mail.example');
    const accomplice = await accompliceOf(shop, PLACES.shop);
    // Moves are the network's routes; what one leaves behind is this.
    await bed.moveBelow(customerId, accomplice.customerId);
    const id = await ask(shop, customerId);
    expect(await waits(accomplice.person, id)).toBe(false);
    const { status, code } = await approve(accomplice.person, id);
    expect([status, code]).toEqual([403, 'contact_change.not_independent']);
    expect((await approve(operator, id)).status).toBe(204);
  });

  it('is nobody who made the first, and nobody whom the same one made', async () => {
    const one = await accompliceOf(dealer, PLACES.shop);
    const other = await accompliceOf(dealer, one.customerId);
    const customerId = await bed.aMember(other.customerId);
    const id = await ask(one.person, customerId);
    for (const who of [dealer, other.person])
      expect((await approve(who, id)).code).toBe('contact_change.not_independent');
    expect((await approve(shop, id)).status).toBe(204);
  });

  it('is nobody whose login an accomplice began', async () => {
    const first = await accompliceOf(shop, PLACES.shop);
    const second = await accompliceOf(first.person, first.customerId);
    const customerId = await bed.aMember(second.customerId);
    const id = await ask(shop, customerId);
    expect((await approve(second.person, id)).code).toBe('contact_change.not_independent');
  });

  it('has a login that is older than the request', async () => {
    const customerId = await bed.aMember();
    const id = await ask(shop, customerId);
    await bed.db.query('UPDATE credential SET confirmed_at = now() WHERE customer_id = $1', [PLACES.dealer]);
    expect((await approve(dealer, id)).code).toBe('contact_change.not_independent');
    await bed.db.query(
      "UPDATE credential SET confirmed_at = now() - interval '1 year' WHERE customer_id = $1",
      [PLACES.dealer],
    );
    expect((await approve(dealer, id)).status).toBe(204);
  });

  it('is nobody who came to have a contact that the first asked for', async () => {
    const below = await bed.aDealer(PLACES.shop);
    expect((await approve(operator, await ask(shop, below.customerId))).status).toBe(204);
    const customerId = await bed.aMember(below.customerId);
    const id = await ask(shop, customerId);
    expect((await approve(below.person, id)).code).toBe('contact_change.not_independent');
  });

  it('finds the request cancelled when the customer, or somebody above, is moved', async () => {
    const below = await bed.aDealer(PLACES.shop);
    const customerId = await bed.aMember(below.customerId);
    const id = await ask(shop, customerId);
    await bed.moveBelow(below.customerId, PLACES.dealer);
    expect((await approve(operator, id)).code).toBe('contact_change.decided');
    const own = (await shop.get('contact-change-requests')).body['own'] as { id: string }[];
    expect(own.find((one) => one.id === id)).toBeUndefined();
    const [row] = await bed.db.query<{ state: string }[]>(
      'SELECT state FROM contact_change_request WHERE id = $1',
      [id],
    );
    expect(row!.state).toBe('cancelled');
  });

  it('is asked for a mail address, too: added, replaced and removed', async () => {
    const customerId = await bed.aMember(PLACES.shop, 'motokara@mail.example');
    const path = `customers/${customerId}/contacts`;
    const asked = await shop.post(`${path}/emails`, { email: 'fueta@mail.example' });
    expect([asked.status, asked.body['waiting']]).toEqual([
      202,
      expect.objectContaining({ subject: 'email', action: 'add', after: 'fueta@mail.example' }),
    ]);
    const addresses = () =>
      bed.db.query(
        "SELECT FROM contact_point WHERE customer_id = $1 AND kind = 'email' AND retired_at IS NULL",
        [customerId],
      );
    expect(await addresses()).toHaveLength(1);
    expect((await approve(dealer, idOf(asked))).status).toBe(204);
    expect(await addresses()).toHaveLength(2);
    const { contacts } = (await shop.get(path)).body as {
      contacts: { id: string; label: string; heldUntil: string | null }[];
    };
    const added = contacts.find(({ label }) => label === 'fu*****@mail.example')!;
    expect(added.heldUntil).not.toBeNull();
    const retired = await shop.post(`${path}/${added.id}/retirement`);
    expect([retired.status, retired.body['waiting']]).toEqual([
      202,
      expect.objectContaining({ subject: 'email', action: 'retire', before: 'fu*****@mail.example' }),
    ]);
    expect(await addresses()).toHaveLength(2);
    expect((await approve(dealer, idOf(retired))).status).toBe(204);
    expect(await addresses()).toHaveLength(1);
  });

  it('is the one who opens recovery again where the first had a contact changed', async () => {
    const customerId = await bed.aMember();
    expect((await approve(operator, await ask(shop, customerId))).status).toBe(204);
    const reason = { reason: '電話でご本人と確認しました' };
    const reopen = (who: Person) => who.post(`customers/${customerId}/recovery-reopening`, reason);
    expect((await reopen(shop)).code).toBe('recovery.not_independent');
    expect((await reopen(dealer)).status).toBe(204);
  });

  it('cannot be left out, whoever writes', async () => {
    const customerId = await bed.aMember();
    const accomplice = await accompliceOf(shop, PLACES.shop);
    await bed.moveBelow(customerId, accomplice.customerId);
    const id = await ask(shop, customerId);
    const decide = bed.db.query(
      `UPDATE contact_change_request SET state = 'approved', decided_by = $2, decided_at = now() WHERE id = $1`,
      [id, accomplice.customerId],
    );
    await expect(decide).rejects.toThrow(/no second person/);
    const bend = bed.db.query("UPDATE contact_change_request SET value = '+819099990000' WHERE id = $1", [
      id,
    ]);
    await expect(bend).rejects.toThrow(/stays as it was asked/);
    const add = bed.db.transaction(async (tx) => {
      await tx.query("SELECT set_config('daiko.viewer', $1, true)", [PLACES.shop]);
      await tx.query(
        "INSERT INTO contact_point (customer_id, kind, value) VALUES ($1, 'mobile', '+819099990000')",
        [customerId],
      );
    });
    await expect(add).rejects.toThrow(/nobody approved/);
  });
});
