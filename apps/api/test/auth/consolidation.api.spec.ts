import type { ConsolidationList, ConsolidationView, LoginIdConfirmed, Session } from '@daiko/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_LEGACY_PASSWORD, saveDemoLegacy } from '../../src/seed/demo-legacy';
import { aCustomer } from '@daiko/server-builders';
import { ApiBed, TARO } from '../support/api-bed';
import type { Answer, Visitor } from '../support/visitor';

const NEW_PASSWORD = 'umi-kara-kita-kaze-77';
const MIDORIKAWA = '01058781';

describe('the consolidation', () => {
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start();
    await bed.db.transaction((tx) => saveDemoLegacy(tx));
  });
  afterAll(() => bed.stop());

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the contract of each answer is what the caller knows
  const read = <T = object>({ text }: Answer): T => JSON.parse(text) as T;
  const signedIn = async (
    loginId: string,
    password = DEMO_LEGACY_PASSWORD,
    customerId?: string,
  ): Promise<Visitor> => {
    const visitor = bed.visitor();
    const body = { loginId, password, customerId };
    expect((await visitor.post('sessions', body)).status).toBe(201);
    return visitor;
  };
  const view = async (visitor: Visitor) => read<ConsolidationView>(await visitor.get('consolidation'));
  const liveLogins = async (customerId: string) => {
    const [row] = await bed.db.query<{ live: number }[]>(
      'SELECT count(*)::int AS live FROM legacy_login WHERE customer_id = $1 AND retired_at IS NULL',
      [customerId],
    );
    return row?.live;
  };
  const told = async (customerId: string) => {
    const rows = await bed.db.query<{ line: string }[]>(
      `SELECT concat_ws(' ', template, channel, value) AS line FROM notification
       LEFT JOIN contact_point ON contact_point.id = contact_point_id
       WHERE notification.customer_id = $1 OR about_customer_id = $1 ORDER BY 1`,
      [customerId],
    );
    return rows.map(({ line }) => line);
  };
  /** A customer of one test, with two logins of the old system, one an address. */
  let count = 0;
  const somebody = async () => {
    const customerId = `0107${String(++count).padStart(4, '0')}`;
    const email = `mukashi${String(count)}@mail.example`;
    const foreignHash = '{SSHA}xo1JP0g9ZMutWMc9qqZY1Mu997dzYWx0c2FsdA==';
    await aCustomer(customerId)
      .below(TARO.customerId)
      .withMobile('090-1111-3000')
      .withLegacyLogin({ loginId: email, foreignHash, lastSignedInDaysAgo: 1 })
      .withLegacyLogin({ loginId: `jimu${String(count)}`, foreignHash })
      .save(bed.db.manager);
    return { customerId, email, other: `jimu${String(count)}` };
  };
  const keepEmail = async (visitor: Visitor) => {
    const { logins } = await view(visitor);
    const kept = logins.find(({ unfit }) => unfit === null);
    return visitor.post('consolidation', { keep: kept?.id });
  };

  it('shows the customer’s logins, the last used first, and recommends the one whose address is real', async () => {
    const { logins, state, takesNewAddress } = await view(await signedIn('KEIRI-Midorikawa'));
    expect({ state, takesNewAddress }).toEqual({ state: 'open', takesNewAddress: true });
    expect(logins.map(({ label, isRecommended, unfit }) => [label, isRecommended, unfit])).toEqual([
      // just signed in with
      ['keiri-midorikawa', false, 'not_email'],
      ['mi*****@shokai.example', true, null],
      ['mi*****@docomo.example', false, null],
    ]);
    expect(logins[1]).toMatchObject({ userName: '緑川 和子' });
  });

  it('makes the kept address the one login, retires the others and tells every address and the dealer', async () => {
    const visitor = await signedIn('keiri-midorikawa');
    const elsewhere = await signedIn('midorikawa@docomo.example');
    const { logins } = await view(visitor);
    const asked = await visitor.post('consolidation', {
      keep: logins.find((login) => login.isRecommended)?.id,
    });
    expect(asked.status).toBe(202);
    expect(read<ConsolidationView>(asked)).toMatchObject({
      state: 'waiting',
      mail: { sentToMasked: 'mi*****@shokai.example' },
    });
    const token = await bed.lastLinkToken(MIDORIKAWA);
    const link = await bed.visitor().post('consolidation/link', { token });
    expect(read(link)).toMatchObject({
      loginId: 'midorikawa@shokai.example',
      retiring: ['mi*****@docomo.example', 'keiri-midorikawa'],
      needsPassword: true,
    });
    expect(await liveLogins(MIDORIKAWA)).toBe(3);

    const weak = await bed
      .visitor()
      .post('consolidation/completion', { token, password: 'passwordpassword' });
    expect(weak).toMatchObject({ status: 400 });
    const done = await bed.visitor().post('consolidation/completion', { token, password: NEW_PASSWORD });
    expect(read<LoginIdConfirmed>(done)).toEqual({ loginIdMasked: 'mi*****@shokai.example' });

    expect(await liveLogins(MIDORIKAWA)).toBe(0);
    for (const device of [visitor, elsewhere])
      expect((await device.get('session')).code).toBe('session.ended');
    expect(await told(MIDORIKAWA)).toEqual([
      'consolidated email midorikawa@docomo.example',
      'consolidated email midorikawa@shokai.example',
      'consolidated sms +819011112900',
      'consolidated_below email kankyo@gmail.com',
      'consolidation_link email',
    ]);
    const [session, retired] = await Promise.all([
      bed.visitor().post('sessions', { loginId: 'midorikawa@shokai.example', password: NEW_PASSWORD }),
      bed.visitor().post('sessions', { loginId: 'keiri-midorikawa', password: DEMO_LEGACY_PASSWORD }),
    ]);
    expect(read<Session>(session).limitedTo).toBeNull();
    expect(read(retired)).toMatchObject({ code: 'sign_in.retired', loginIdMasked: 'mi*****@shokai.example' });
  });

  it('is one, however many come at once', async () => {
    const { customerId, other } = await somebody();
    const visitors = await Promise.all(Array.from({ length: 5 }, () => signedIn(other)));
    const tokens: string[] = [];
    for (const visitor of visitors) {
      await visitor.post('consolidation', { email: `atarashii${String(tokens.length)}@mail.example` });
      tokens.push(await bed.lastLinkToken(customerId));
    }
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        bed.visitor().post('consolidation/completion', { token: tokens[index % 5], password: NEW_PASSWORD }),
      ),
    );
    const done = answers.filter(({ status }) => status === 200);
    expect(done).toHaveLength(1);
    for (const { status, code } of answers.filter((answer) => !done.includes(answer)))
      expect({ status, code }).toEqual({
        status: 410,
        code: expect.stringMatching(/^mail_link\.(used|superseded)$/),
      });
    const rows = await bed.db.query('SELECT login_id FROM credential WHERE customer_id = $1', [customerId]);
    expect(rows).toEqual([{ login_id: 'atarashii4@mail.example' }]);
  });

  it('gives an address that two customers ask for to the one who answers first', async () => {
    const [one, two] = [await somebody(), await somebody()];
    const tokens: string[] = [];
    for (const { customerId, other } of [one, two]) {
      await (await signedIn(other)).post('consolidation', { email: 'minna@mail.example' });
      tokens.push(await bed.lastLinkToken(customerId));
    }
    const answers = await Promise.all(
      tokens.map((token) =>
        bed.visitor().post('consolidation/completion', { token, password: NEW_PASSWORD }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it('sends no link to an address that is somebody’s login, tells that somebody, and answers the same', async () => {
    const { customerId, other } = await somebody();
    const asked = await (await signedIn(other)).post('consolidation', { email: TARO.loginId });
    expect(asked.status).toBe(202);
    expect(read<ConsolidationView>(asked).mail?.sentToMasked).toBe('ka*****@gmail.com');
    expect(await told(customerId)).toEqual([]);
    expect(await told(TARO.customerId)).toContain('login_id_taken email');
  });

  it('asks customers who share an address for new ones, and names of the others those below oneself alone', async () => {
    const parent = '01058783';
    const { logins } = await view(await signedIn('ishida@katei.example', DEMO_LEGACY_PASSWORD, parent));
    expect(logins.find(({ label }) => label === 'is*****@katei.example')).toMatchObject({
      unfit: 'shared',
      sharedWith: [],
    });
    await bed.db.query(
      `UPDATE customer SET parent_customer_id = $1, path = (SELECT path FROM customer WHERE customer_id = $1) || '01058784'
       WHERE customer_id = '01058784'`,
      [parent],
    );
    const above = await signedIn('ishida@katei.example', DEMO_LEGACY_PASSWORD, parent);
    const shared = (await view(above)).logins[0];
    expect(shared).toMatchObject({
      unfit: 'shared',
      sharedWith: [{ customerId: '01058784', customerName: '石田 勇' }],
    });
    expect((await above.post('consolidation', { keep: shared?.id })).code).toBe('consolidation.unfit');
  });

  it('keeps the one login where there is one, with its password, and takes no other', async () => {
    const { customerId, other } = await somebody();
    await bed.db.query(
      `INSERT INTO credential (customer_id, login_id, password_hash, state, password_changed_at)
       SELECT $1, 'ichiban@mail.example', password_hash, 'active', now() FROM credential WHERE login_id = $2`,
      [customerId, TARO.loginId],
    );
    const legacy = await signedIn(other);
    expect((await legacy.post('consolidation', { email: 'betsu@mail.example' })).code).toBe(
      'consolidation.unfit',
    );
    const owner = await signedIn('ichiban@mail.example', TARO.password);
    const { logins, takesNewAddress } = await view(owner);
    expect(takesNewAddress).toBe(false);
    expect(logins.map(({ unfit }) => unfit)).toEqual([null, 'one_login_stays', 'one_login_stays']);
    await owner.post('consolidation', { keep: 'current' });
    const token = await bed.lastLinkToken(customerId);
    expect((await bed.visitor().post('consolidation/completion', { token })).status).toBe(200);
    expect(await liveLogins(customerId)).toBe(0);
    expect(
      (await bed.visitor().post('sessions', { loginId: 'ichiban@mail.example', password: TARO.password }))
        .status,
    ).toBe(201);
    expect((await view(await signedIn('ichiban@mail.example', TARO.password))).state).toBe('unneeded');
  });

  it('is undone by an operator for 30 days, once: the logins open again, the new one does not', async () => {
    const { customerId, email, other } = await somebody();
    await keepEmail(await signedIn(other));
    await bed.visitor().post('consolidation/completion', {
      token: await bed.lastLinkToken(customerId),
      password: NEW_PASSWORD,
    });
    const staff = await bed.operator();
    const listed = read<ConsolidationList>(
      await staff.get(`operations/consolidations?customerId=${customerId}`),
    );
    expect(listed.consolidations).toMatchObject([{ customerId, retiredCount: 2, undoneAt: null }]);
    const path = `operations/consolidations/${listed.consolidations[0]?.id ?? ''}/undo`;
    expect((await (await signedIn(TARO.loginId, TARO.password)).post(path)).code).toBe(
      'session.operator_required',
    );

    const answers = await Promise.all([staff.post(path), staff.post(path)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect(await liveLogins(customerId)).toBe(2);
    expect((await bed.visitor().post('sessions', { loginId: email, password: NEW_PASSWORD })).code).toBe(
      'sign_in.refused',
    );
    expect(read<Session>(await (await signedIn(email)).get('session')).limitedTo).toBe('consolidation');
    expect(await told(customerId)).toContain('consolidation_undone sms +819011113000');
  });

  it('is final after 30 days', async () => {
    const { customerId, other } = await somebody();
    await keepEmail(await signedIn(other));
    await bed.visitor().post('consolidation/completion', {
      token: await bed.lastLinkToken(customerId),
      password: NEW_PASSWORD,
    });
    await bed.db.query(
      `UPDATE consolidation SET done_at = now() - interval '31 days' WHERE customer_id = $1`,
      [customerId],
    );
    const [row] = await bed.db.query<{ id: string }[]>(
      'SELECT id FROM consolidation WHERE customer_id = $1',
      [customerId],
    );
    const { code } = await (await bed.operator()).post(`operations/consolidations/${row?.id ?? ''}/undo`);
    expect(code).toBe('consolidation.final');
  });

  it('is reached by お客様ID and telephone, too, by who forgot the old login', async () => {
    const { customerId } = await somebody();
    const visitor = bed.visitor();
    const run = await visitor.post('login-id-resets', { customerId, phone: '090-1111-3000' });
    await visitor.issuePin(run, 'sms');
    const code = await bed.lastPin(customerId);
    const email = 'wasureta@mail.example';
    expect((await visitor.post('login-id-resets/completion', { code, email })).status).toBe(202);
    const token = await bed.lastLinkToken(customerId);
    expect((await bed.visitor().post('mail-links/login-id', { token })).status).toBe(200);
    const [row] = await bed.db.query('SELECT login_id, state FROM credential WHERE customer_id = $1', [
      customerId,
    ]);
    expect(row).toEqual({ login_id: email, state: 'invited' });
  });
});
