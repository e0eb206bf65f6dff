import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, RegistrationBed, type Person } from '../test/registration-bed';

const PASSWORD = 'midori-no-kaze-2026';
const NEW_PASSWORD = 'umi-kara-kita-kaze-77';
/** In a format of the old system. */
const OLD_HASH = '$2b$04$abcdefghijklmnopqrstuuUnbNXCzxXT/1k83vFS2pRqM5xmeuqNi';

describe('a customer who has a login of the old system', () => {
  let bed: RegistrationBed;
  let shop: Person;
  let operator: Person;
  let count = 0;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
    shop = await bed.signedIn('shop');
    operator = await bed.signedIn('operator');
  });
  afterAll(() => bed.stop());

  const address = () => `noriotori${String(++count)}@evil.example`;
  const begin = (who: Person, customerId: string, email: string, version = 0) =>
    who.put(`customers/${customerId}/login`, { email, version });
  const importLogin = (customerId: string, hash: string | null = OLD_HASH) =>
    bed.db.query(
      `INSERT INTO legacy_login (customer_id, login_id, folded_login_id, foreign_hash)
       VALUES ($1, $2, $2, $3)`,
      [customerId, `keiri${customerId}`, hash],
    );
  const setUp = async (token: string) =>
    bed.anonymous().post('mail-links/password', { token, password: NEW_PASSWORD });
  const signIn = (loginId: string, password = NEW_PASSWORD) =>
    bed.anonymous().post('sessions', { loginId, password });

  it('is given no other one by a dealer or an operator', async () => {
    const customerId = await bed.aMember();
    await importLogin(customerId);
    for (const who of [shop, operator]) {
      const { status, code } = await begin(who, customerId, address());
      expect([status, code]).toEqual([409, 'login.old_login_exists']);
    }
    expect(await bed.db.query('SELECT FROM mail_link WHERE customer_id = $1', [customerId])).toEqual([]);
  });

  it('is not opened by a setup link that went out before the old login came', async () => {
    const customerId = await bed.aMember();
    const email = address();
    await begin(shop, customerId, email);
    const token = await bed.lastLinkToken(customerId);
    await importLogin(customerId);
    expect((await setUp(token)).code).toBe('mail_link.superseded');
    expect((await signIn(email)).code).toBe('sign_in.refused');
    expect((await shop.post(`customers/${customerId}/login/setup-mail`)).code).toBe('login.absent');
    expect((await begin(shop, customerId, address())).code).toBe('login.old_login_exists');
  });

  it('loses what a dealer began and opened before the old login came', async () => {
    const customerId = await bed.aMember();
    const email = address();
    await begin(shop, customerId, email);
    expect((await setUp(await bed.lastLinkToken(customerId))).status).toBe(204);
    const intruder = bed.anonymous();
    expect((await intruder.post('sessions', { loginId: email, password: NEW_PASSWORD })).status).toBe(201);
    await importLogin(customerId);
    expect((await intruder.get('session')).code).toBe('session.ended');
    const contacts = 'SELECT FROM contact_point WHERE customer_id = $1 AND value = $2 AND retired_at IS NULL';
    expect(await bed.db.query(contacts, [customerId, email])).toEqual([]);
    expect((await signIn(email)).code).toBe('sign_in.refused');
  });

  it('keeps a login of the own, whatever comes', async () => {
    const customerId = await bed.aMember(PLACES.shop, 'jibun@mail.example');
    await importLogin(customerId);
    expect((await signIn('jibun@mail.example', PASSWORD)).status).toBe(201);
  });

  it('whose password nobody has may be given a login: that one opens nothing', async () => {
    const customerId = await bed.aMember();
    await importLogin(customerId, null);
    expect((await begin(shop, customerId, address())).status).toBe(200);
  });

  it('is not opened by a setup link once the old login has a password again', async () => {
    const customerId = await bed.aMember();
    await importLogin(customerId, null);
    await begin(shop, customerId, address());
    const token = await bed.lastLinkToken(customerId);
    await bed.db.query('UPDATE legacy_login SET foreign_hash = $2 WHERE customer_id = $1', [
      customerId,
      OLD_HASH,
    ]);
    expect((await setUp(token)).code).toBe('mail_link.superseded');
  });

  it('is invited by nobody, whoever writes', async () => {
    const customerId = await bed.aMember();
    await importLogin(customerId);
    const write = bed.db.query(
      "INSERT INTO credential (customer_id, login_id, state) VALUES ($1, 'kakikomi@evil.example', 'invited')",
      [customerId],
    );
    await expect(write).rejects.toThrow(/old login/);
  });
});
