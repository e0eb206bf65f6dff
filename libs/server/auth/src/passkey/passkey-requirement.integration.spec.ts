import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import type { PasskeyList, RecoveryCodes } from '@daiko/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { PasskeyWalk } from '../../test/passkey-walk';
import { PASSWORD, People, type Person } from '../../test/people';

const STEP_UP = 'session/passkey-step-up';

describe('requiring passkeys', () => {
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

  const listOf = async (browser: Browser) => (await browser.get<PasskeyList>('passkeys')).body;
  const told = async ({ customerId }: Person, template: string) =>
    (await bed.recorded(customerId)).filter((line) => line.startsWith(`${template} `)).length;
  const signIn = async ({ loginId }: Person) => {
    const { status, code } = await bed.browser().signIn(loginId, PASSWORD);
    return code ?? status;
  };
  /** Signed in and confirmed with a passkey, of two that are there. */
  const twoPasskeys = async (person: Person) => {
    const { browser, device, passkey } = await walk.somebodyWith(person);
    await walk.add(browser);
    await walk.use(browser, device, STEP_UP);
    return { browser, device, passkey };
  };

  it('takes two that can be used: the second is the way back in', async () => {
    const person = await people.somebody();
    const { browser, device } = await walk.somebodyWith(person);
    await walk.use(browser, device, STEP_UP);
    expect((await browser.post('passkeys/requirement')).code).toBe('passkey.too_few');
    await walk.add(browser);
    await bed.db.query(`UPDATE passkey SET held_at = now() WHERE customer_id = $1 AND place = 2`, [
      person.customerId,
    ]);
    expect((await browser.post('passkeys/requirement')).code).toBe('passkey.too_few');
    expect((await listOf(browser)).isRequired).toBe(false);
  });

  it('shuts the password that opened before, gives ten codes once, and tells every contact', async () => {
    const person = await people.somebody();
    const { browser } = await twoPasskeys(person);
    expect(await signIn(person)).toBe(201);
    const { status, body } = await browser.post<RecoveryCodes>('passkeys/requirement');
    expect(status).toBe(201);
    expect(new Set(body.codes).size).toBe(10);
    expect(body.codes.join()).toMatch(/^(?:[2-9A-HJKMNP-TV-Z]{4}(?:-|,|$)){30}$/);
    expect(await signIn(person)).toBe('sign_in.passkey_required');
    expect(await listOf(browser)).toMatchObject({ isRequired: true, recoveryCodesLeft: 10 });
    expect(await told(person, 'passkey_required')).toBe(3);
    expect((await browser.post('passkeys/requirement')).code).toBe('passkey.already_required');
  });

  it('and everything about it asks for a passkey: the password given again does not do', async () => {
    const person = await people.somebody();
    const { device } = await walk.somebodyRequiring(person);
    const browser = bed.browser();
    await walk.use(browser, device);
    await browser.post('session/step-up', { password: PASSWORD });
    const { passkeys } = await listOf(browser);
    const acts = async () => [
      (await browser.post('passkeys/requirement')).code,
      (await browser.delete('passkeys/requirement')).code,
      (await browser.post('passkeys/recovery-codes')).code,
      (await browser.post('passkeys/options')).code,
      (await browser.delete(`passkeys/${passkeys[0]!.id}`)).code,
    ];
    expect(new Set(await acts())).toEqual(new Set(['session.passkey_required']));
    await walk.use(browser, device, STEP_UP);
    expect((await browser.post('passkeys/options')).status).toBe(201);
    await bed.db.query('UPDATE session SET passkey_proof_ends_at = now() WHERE customer_id = $1', [
      person.customerId,
    ]);
    expect(new Set(await acts())).toEqual(new Set(['session.passkey_required']));
  });

  it('ends when it is switched off: the password opens, the codes do not, and every contact is told', async () => {
    const person = await people.somebody();
    const { browser, codes } = await walk.somebodyRequiring(person);
    const halfway = await walk.halfway(person);
    expect((await browser.delete('passkeys/requirement')).status).toBe(204);
    expect(await signIn(person)).toBe(201);
    expect((await halfway.post('passkey-step/recovery-code', { code: codes[0] })).code).toBe(
      'passkey.step_over',
    );
    expect(await listOf(browser)).toMatchObject({ isRequired: false, recoveryCodesLeft: 0 });
    expect(await told(person, 'passkey_optional')).toBe(3);
    expect((await browser.delete('passkeys/requirement')).status).toBe(204);
    expect(await told(person, 'passkey_optional')).toBe(3);
    expect((await browser.post('passkeys/recovery-codes')).code).toBe('passkey.not_required');
  });

  it('keeps two: a removal that leaves fewer is refused, and goes once it is switched off', async () => {
    const person = await people.somebody();
    const { browser, passkey } = await walk.somebodyRequiring(person);
    const remove = () => browser.delete(`passkeys/${passkey.id}`);
    expect((await remove()).code).toBe('passkey.required');
    await walk.add(browser);
    expect((await remove()).status).toBe(204);
    const [other] = (await listOf(browser)).passkeys;
    expect((await browser.delete(`passkeys/${other!.id}`)).code).toBe('passkey.required');
    await browser.delete('passkeys/requirement');
    expect((await browser.delete(`passkeys/${other!.id}`)).status).toBe(204);
  });

  it('lets one go of which それは私ではありません was said, however few are left', async () => {
    const person = await people.somebody();
    const { browser, passkey } = await walk.somebodyRequiring(person);
    await bed.db.query('UPDATE passkey SET held_at = now() WHERE id = $1', [passkey.id]);
    expect((await browser.delete(`passkeys/${passkey.id}`)).status).toBe(204);
  });

  it('and removing a passkey at the same time: one of the two wins, never both', async () => {
    const won = { requirement: 0, removal: 0 };
    for (let time = 0; time < 10; time++) {
      const person = await people.somebody();
      const { browser, passkey } = await twoPasskeys(person);
      const acts = [
        () => browser.copy().post('passkeys/requirement'),
        () => browser.copy().delete(`passkeys/${passkey.id}`),
      ];
      if (time % 2 === 1) acts.reverse();
      const answers = await bed.inLine(person.customerId, acts);
      const codes = answers.map(({ code, status }) => code ?? status);
      if (codes.includes(201)) won.requirement += 1;
      else won.removal += 1;
      expect([
        [201, 'passkey.required'],
        ['passkey.too_few', 204],
      ]).toContainEqual(time % 2 === 1 ? codes.reverse() : codes);
    }
    expect(won.requirement + won.removal).toBe(10);
  });

  it('is switched on once by who presses twice, so that the codes shown are those that count', async () => {
    const person = await people.somebody();
    const { browser } = await twoPasskeys(person);
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => browser.copy().post<RecoveryCodes>('passkeys/requirement')),
    );
    const [shown, ...others] = answers.filter(({ status }) => status === 201);
    expect(others).toEqual([]);
    const halfway = await walk.halfway(person);
    const code = shown?.body.codes[0];
    expect((await halfway.post('passkey-step/recovery-code', { code })).status).toBe(201);
  });

  it('leaves a record of each act, without a code in it', async () => {
    const person = await people.somebody();
    const { browser } = await walk.somebodyRequiring(person);
    await browser.post('passkeys/recovery-codes');
    await browser.delete('passkeys/requirement');
    const rows = await bed.db.query<{ event: string }[]>(
      `SELECT event, actor, detail FROM audit_event
       WHERE subject = $1 AND event ~ '^(passkey.(required|optional)|recovery_code)' ORDER BY id`,
      [person.customerId],
    );
    const actor = person.customerId;
    expect(rows).toEqual([
      { event: 'passkey.required', actor, detail: {} },
      { event: 'recovery_code.made', actor, detail: { count: 10 } },
      { event: 'recovery_code.made', actor, detail: { count: 10 } },
      { event: 'passkey.optional', actor, detail: {} },
    ]);
  });
});
