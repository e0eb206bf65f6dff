import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import type { Passkey, PasskeyCreationOptions, PasskeyList } from '@daiko/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { Authenticator } from '../../test/authenticator';
import type { Browser } from '../../test/browser';
import { PasskeyWalk } from '../../test/passkey-walk';
import { PASSWORD, People, type Person } from '../../test/people';

describe('passkeys of a customer', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;
  let walk: PasskeyWalk;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
    walk = new PasskeyWalk(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  const listOf = async (browser: Browser) => (await browser.get<PasskeyList>('passkeys')).body.passkeys;
  const told = async ({ customerId }: Person, template: string) =>
    (await bed.recorded(customerId)).filter((line) => line.startsWith(template)).length;

  it('are asked for in words of WebAuthn: found by the device, unlocked, with a handle that says nothing', async () => {
    const person = await people.somebody();
    const browser = await walk.steppedUp(person);
    const ask = async () => (await browser.post<PasskeyCreationOptions>('passkeys/options')).body;
    const options = await ask();
    expect(options).toMatchObject({
      rp: { id: 'localhost' },
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      attestation: 'none',
      excludeCredentials: [],
    });
    const handle = Buffer.from(options.user.id, 'base64url');
    expect(handle).toHaveLength(32);
    expect(handle.toString('latin1')).not.toContain(person.customerId);
    expect((await ask()).user.id).toBe(options.user.id);
  });

  it('are added by who has given the password again, and every contact is told', async () => {
    const person = await people.somebody();
    const browser = bed.browser();
    await browser.signIn(person.loginId, PASSWORD);
    expect((await browser.post('passkeys/options')).code).toBe('session.step_up_required');
    await browser.post('session/step-up', { password: PASSWORD });
    const { status, body } = await walk.add(browser);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'Windows・Chrome', kind: 'device', lastUsedAt: null, isHeld: false });
    expect(await told(person, 'passkey_added')).toBe(3);
    const device = new Authenticator();
    const asked = await browser.post<PasskeyCreationOptions>('passkeys/options');
    expect(asked.body.excludeCredentials).toHaveLength(1);
    expect((await browser.post('passkeys', device.create(asked.body))).status).toBe(201);
    expect(await listOf(browser)).toHaveLength(2);
  });

  it('are told from each other by their names, though they are of one device and browser', async () => {
    const browser = await walk.steppedUp(await people.somebody());
    const names = async () => (await listOf(browser)).map(({ name }) => name);
    for (let added = 0; added < 3; added++) expect((await walk.add(browser)).status).toBe(201);
    expect(await names()).toEqual(['Windows・Chrome', 'Windows・Chrome (2)', 'Windows・Chrome (3)']);
    const [, second] = await listOf(browser);
    await browser.post(`passkeys/${second!.id}/name`, { name: '会社のパソコン' });
    expect((await walk.add(browser)).status).toBe(201);
    expect(await names()).toEqual([
      'Windows・Chrome',
      '会社のパソコン',
      'Windows・Chrome (3)',
      'Windows・Chrome (2)',
    ]);
  });

  it.each([
    ['another site', { origin: 'https://daiko.example' }],
    ['another relying party', { rpId: 'daiko.example' }],
    ['a device that nobody unlocked', { isUnverified: true }],
    ['a frame of another site', { crossOrigin: true }],
  ])('are not taken from %s', async (_where, circumstances) => {
    const browser = await walk.steppedUp(await people.somebody());
    const { code } = await walk.add(browser, new Authenticator(), circumstances);
    expect(code).toMatch(/^passkey\.(refused|expired)$/);
    expect(await listOf(browser)).toEqual([]);
  });

  it('are added once per challenge, whoever comes at the same time, and never with another session’s', async () => {
    const browser = await walk.steppedUp(await people.somebody());
    const { body } = await browser.post<PasskeyCreationOptions>('passkeys/options');
    const made = new Authenticator().create(body);
    const stranger = await walk.steppedUp(await people.somebody());
    expect((await stranger.post('passkeys', made)).code).toBe('passkey.expired');
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => browser.copy().post('passkeys', made)),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(await listOf(browser)).toHaveLength(1);
  });

  it('belong to one customer: a credential that is known is not taken again', async () => {
    const { device } = await walk.somebodyWith(await people.somebody());
    const other = await walk.steppedUp(await people.somebody());
    expect((await walk.add(other, device)).code).toBe('passkey.known');
  });

  it('are ten at most, in the database too', async () => {
    const person = await people.somebody();
    const browser = await walk.steppedUp(person);
    const asked = await Promise.all(
      Array.from({ length: 14 }, () => browser.copy().post<PasskeyCreationOptions>('passkeys/options')),
    );
    const answers = await Promise.all(
      asked.map(({ body }) => browser.copy().post('passkeys', new Authenticator().create(body))),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ code }) => code === 'passkey.too_many')).toHaveLength(4);
    await expect(
      bed.db.query(`UPDATE passkey SET place = 11 WHERE customer_id = $1 AND place = 1`, [person.customerId]),
    ).rejects.toThrow('passkey_place_check');
  });

  it('are named by the customer', async () => {
    const { browser, passkey } = await walk.somebodyWith(await people.somebody());
    const renamed = await browser.post<Passkey>(`passkeys/${passkey.id}/name`, { name: ' 会社のパソコン ' });
    expect(renamed.body.name).toBe('会社のパソコン');
    expect((await browser.post(`passkeys/${passkey.id}/name`, { name: 'あ'.repeat(41) })).status).toBe(400);
    const { browser: other } = await walk.somebodyWith(await people.somebody());
    expect((await other.post(`passkeys/${passkey.id}/name`, { name: 'x' })).code).toBe('passkey.unknown');
  });

  it('are removed by their customer after the password again, and every contact is told', async () => {
    const person = await people.somebody();
    const { browser, passkey, device } = await walk.somebodyWith(person);
    const { browser: other } = await walk.somebodyWith(await people.somebody());
    expect((await other.delete(`passkeys/${passkey.id}`)).code).toBe('passkey.unknown');
    const later = bed.browser();
    await walk.use(later, device);
    expect((await later.delete(`passkeys/${passkey.id}`)).code).toBe('session.step_up_required');
    expect((await browser.delete(`passkeys/${passkey.id}`)).status).toBe(204);
    expect(await listOf(browser)).toEqual([]);
    expect(await told(person, 'passkey_removed')).toBe(3);
  });

  it('open nothing any more once それは私ではありません was said of them, and the password alone does not either', async () => {
    const person = await people.somebody();
    const { device: own, browser } = await walk.somebodyWith(person);
    const strange = new Authenticator();
    await walk.add(browser, strange);
    const token = await bed.notMeToken(person.customerId, 'passkey_added');
    await bed.browser().post('mail-links/not-me', { token });
    expect((await browser.get('session')).code).toBe('session.ended');
    expect((await walk.use(bed.browser(), strange)).code).toBe('passkey.refused');
    const owner = bed.browser();
    expect((await owner.signIn(person.loginId, PASSWORD)).code).toBe('sign_in.passkey_required');
    expect((await walk.use(owner, own, 'passkey-step')).status).toBe(201);
    expect((await listOf(owner)).map(({ isHeld }) => isHeld)).toEqual([false, true]);
  });

  it('leave a record of each act', async () => {
    const person = await people.somebody();
    const { browser, passkey } = await walk.somebodyWith(person);
    await browser.delete(`passkeys/${passkey.id}`);
    const rows = await bed.db.query(
      `SELECT event, actor, detail FROM audit_event WHERE subject = $1 AND event LIKE 'passkey%' ORDER BY id`,
      [person.customerId],
    );
    expect(rows).toEqual([
      {
        event: 'passkey.added',
        actor: person.customerId,
        detail: { passkeyId: passkey.id, deviceType: 'singleDevice' },
      },
      { event: 'passkey.removed', actor: person.customerId, detail: { passkeyId: passkey.id } },
    ]);
  });
});
