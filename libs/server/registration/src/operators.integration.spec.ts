import { randomUUID } from 'node:crypto';
import { aCustomer, HEAD_OFFICE_ID } from '@daiko/server-builders';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, RegistrationBed, type Person } from '../test/registration-bed';

describe('an operator', () => {
  let bed: RegistrationBed;
  let operator: Person;
  let count = 0;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
    operator = await bed.signedIn('operator');
  });
  afterAll(() => bed.stop());

  const form = (more: object = {}) => ({
    key: randomUUID(),
    kind: 'personal',
    name: '職員 三郎',
    kana: 'ショクイン サブロウ',
    postalCode: '250-0011',
    address: '神奈川県小田原市栄町1-1',
    phone1: `090-5555-${String(++count).padStart(4, '0')}`,
    rankCode: 'staff',
    memberClassCode: 'member',
    parentCustomerId: HEAD_OFFICE_ID,
    ...more,
  });

  /** Whom nobody here made; signed in, and nothing more. */
  async function anotherOperator(customerId: string): Promise<Person> {
    const loginId = `betsu${customerId}@daiko.example`;
    await aCustomer(customerId)
      .ranked('staff')
      .below(HEAD_OFFICE_ID)
      .withLogin(loginId, bed.hash)
      .save(bed.db.manager);
    return bed.withoutStepUp(loginId);
  }
  const decide = async (who: Person, staff: string, decision: 'approval' | 'refusal') => {
    await who.stepUp();
    return who.post(`customers/${staff}/operator-${decision}`);
  };
  const approve = (who: Person, staff: string) => decide(who, staff, 'approval');
  /** The operators with a mail of this kind about a new one; those of other tests are left out. */
  const told = async (template: string, staff: string) => {
    const rows = await bed.db.query<{ id: string }[]>(
      `SELECT customer_id AS id FROM notification
        WHERE template = $1 AND about_customer_id = $2 AND customer_id = ANY ($3) ORDER BY 1`,
      [template, staff, [PLACES.operator, '00000196', staff]],
    );
    return rows.map(({ id }) => id);
  };

  it('is registered below the head office, and below no dealer', async () => {
    const { status, body } = await operator.post('customers', form({ parentCustomerId: PLACES.dealer }));
    expect([status, body['errors']]).toEqual([
      400,
      [{ path: 'parentCustomerId', code: 'parent.not_head_office' }],
    ]);
    expect((await operator.post('customers', form())).status).toBe(201);
  });

  it('is made by somebody who has given the password again', async () => {
    const unconfirmed = await bed.withoutStepUp('operator@daiko.example');
    expect((await unconfirmed.post('customers', form())).code).toBe('session.step_up_required');
  });

  it('made by one operator acts only once another one has approved it', async () => {
    const email = 'shinjin@daiko.example';
    const { body } = await operator.post('customers', form({ email }));
    const staff = String(body['customerId']);
    const setUp = async () =>
      bed.anonymous().post('mail-links/password', {
        token: await bed.lastLinkToken(staff),
        password: 'umi-kara-kita-kaze-77',
      });
    expect((await setUp()).code).toBe('mail_link.superseded');
    expect((await approve(operator, staff)).code).toBe('operator.not_independent');
    const raise = bed.db.query('UPDATE customer SET suspended_at = NULL WHERE customer_id = $1', [staff]);
    await expect(raise).rejects.toThrow(/no second operator approved/);
    const other = await anotherOperator('00000195');
    expect((await other.post(`customers/${staff}/operator-approval`)).code).toBe('session.step_up_required');
    expect((await approve(other, staff)).status).toBe(204);
    expect((await setUp()).status).toBe(204);
  });

  it('that waits stands in the list of the others, who were told, with who made it and when', async () => {
    const secondOperator = await anotherOperator('00000196');
    const { body } = await operator.post('customers', form({ email: 'machi@daiko.example' }));
    const staff = String(body['customerId']);
    const waitingFor = async (who: Person) =>
      ((await who.get('operator-appointments')).body['waiting'] as { customerId: string }[]).find(
        ({ customerId }) => customerId === staff,
      );
    const seen = {
      customerId: staff,
      customerName: '職員 三郎',
      requestedByName: 'operator 店',
      requestedAt: expect.stringMatching(/^\d{4}-/),
    };
    expect(await waitingFor(operator)).toEqual({ ...seen, isApprovable: false });
    expect(await waitingFor(secondOperator)).toEqual({ ...seen, isApprovable: true });
    expect(await told('operator_registered', staff)).toEqual(['00000196']);
    expect((await approve(secondOperator, staff)).status).toBe(204);
    expect(await told('operator_approved', staff)).toEqual([PLACES.operator]);
    expect(await waitingFor(secondOperator)).toBeUndefined();
    expect((await bed.anonymous().get('operator-appointments')).code).toBe('session.absent');
    const dealer = await bed.signedIn('dealer');
    expect((await dealer.get('operator-appointments')).code).toBe('session.operator_required');
  });

  it('that was refused stays suspended for good', async () => {
    const secondOperator = await anotherOperator('00000197');
    const { body } = await operator.post('customers', form({ email: 'owari@daiko.example' }));
    const staff = String(body['customerId']);
    expect((await secondOperator.post(`customers/${staff}/operator-refusal`)).code).toBe(
      'session.step_up_required',
    );
    expect((await decide(secondOperator, staff, 'refusal')).status).toBe(204);
    for (const decision of ['approval', 'refusal'] as const)
      expect((await decide(secondOperator, staff, decision)).code).toBe('operator.not_waiting');
    const { waiting } = (await secondOperator.get('operator-appointments')).body;
    expect(waiting).not.toContainEqual(expect.objectContaining({ customerId: staff }));
    const raise = bed.db.query('UPDATE customer SET suspended_at = NULL WHERE customer_id = $1', [staff]);
    await expect(raise).rejects.toThrow(/no second operator approved/);
    const approved = bed.db.query(
      'UPDATE operator_appointment SET approved_by = $2::char(8), approved_at = now(), refused_by = NULL, refused_at = NULL WHERE customer_id = $1',
      [staff, '00000197'],
    );
    await expect(approved).rejects.toThrow(/no second person/);
    const setUp = await bed.anonymous().post('mail-links/password', {
      token: await bed.lastLinkToken(staff),
      password: 'umi-kara-kita-kaze-77',
    });
    expect(setUp.code).toBe('mail_link.superseded');
  });

  it('that waits is told to operators who can sign in, and to no dealer', async () => {
    await aCustomer('00000201')
      .ranked('staff')
      .below(HEAD_OFFICE_ID)
      .withLogin('yasumi@daiko.example', bed.hash)
      .suspendedNow()
      .save(bed.db.manager);
    const { body } = await operator.post('customers', form());
    const rows = await bed.db.query<{ role: string; suspended: boolean }[]>(
      `SELECT DISTINCT role, suspended_at IS NOT NULL AS suspended
         FROM notification JOIN customer USING (customer_id) JOIN rank ON rank.code = rank_code
        WHERE template = 'operator_registered' AND about_customer_id = $1`,
      [String(body['customerId'])],
    );
    expect(rows).toEqual([{ role: 'operator', suspended: false }]);
  });

  it('is approved by nobody whom the maker made, and by nobody who came since', async () => {
    const [creature, newcomer] = [await anotherOperator('00000202'), await anotherOperator('00000203')];
    await bed.db.query("INSERT INTO login_maker (customer_id, maker, act) VALUES ('00000202', $1, 'login')", [
      PLACES.operator,
    ]);
    const { body } = await operator.post('customers', form());
    const staff = String(body['customerId']);
    await bed.db.query("UPDATE credential SET confirmed_at = now() WHERE customer_id = '00000203'");
    for (const who of [creature, newcomer]) {
      const { waiting } = (await who.get('operator-appointments')).body as {
        waiting: { customerId: string; isApprovable: boolean }[];
      };
      expect(waiting.find(({ customerId }) => customerId === staff)?.isApprovable).toBe(false);
      expect((await approve(who, staff)).code).toBe('operator.not_independent');
    }
  });

  describe('is decided about by operators alone, whoever writes:', () => {
    const byHand = (staff: string, by: { approved?: string; refused?: string }) =>
      bed.db.query(
        `UPDATE operator_appointment
            SET approved_by = $2::char(8), approved_at = CASE WHEN $2::char(8) IS NOT NULL THEN now() END,
                refused_by = $3::char(8), refused_at = CASE WHEN $3::char(8) IS NOT NULL THEN now() END
          WHERE customer_id = $1`,
        [staff, by.approved ?? null, by.refused ?? null],
      );
    const waiting = async () => String((await operator.post('customers', form())).body['customerId']);

    it.each<[string, string, string]>([
      [
        'whom the maker made',
        '00000204',
        `INSERT INTO login_maker VALUES ('00000204', '${PLACES.operator}', 'login')`,
      ],
      [
        'who came since',
        '00000205',
        "UPDATE credential SET confirmed_at = now() WHERE customer_id = '00000205'",
      ],
      [
        'who is suspended',
        '00000206',
        "UPDATE customer SET suspended_at = now() WHERE customer_id = '00000206'",
      ],
      [
        'whose login is suspended',
        '00000207',
        "UPDATE credential SET state = 'suspended' WHERE customer_id = '00000207'",
      ],
    ])('approved by nobody %s', async (_what, who, make) => {
      await anotherOperator(who);
      const staff = await waiting();
      await bed.db.query(make);
      await expect(byHand(staff, { approved: who })).rejects.toThrow(/no second person/);
    });

    it('neither approved nor refused by a dealer', async () => {
      const staff = await waiting();
      for (const what of ['approved', 'refused'])
        await expect(byHand(staff, { [what]: PLACES.dealer })).rejects.toThrow(/no second person/);
    });

    it('and that stays, when it was an approval', async () => {
      await anotherOperator('00000208');
      const staff = await waiting();
      await byHand(staff, { approved: '00000208' });
      await expect(byHand(staff, { refused: '00000208' })).rejects.toThrow(/no second person/);
    });
  });

  it('is decided about once, of an approval and a refusal at the same moment', async () => {
    const others = [await anotherOperator('00000198'), await anotherOperator('00000199')] as const;
    for (const who of others) await who.stepUp();
    const { body } = await operator.post('customers', form());
    const staff = String(body['customerId']);
    const answers = await Promise.all([
      others[0].post(`customers/${staff}/operator-approval`),
      others[1].post(`customers/${staff}/operator-refusal`),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 409]);
  });

  it('is moved below nobody', async () => {
    const staff = await aCustomer('00000191').ranked('staff').below(HEAD_OFFICE_ID).save(bed.db.manager);
    const path = `customers/${staff}/move`;
    for (const answer of [
      await operator.get(`${path}?parentCustomerId=${PLACES.dealer}`),
      await operator.post(path, { parentCustomerId: PLACES.dealer }),
    ])
      expect([answer.status, answer.code]).toEqual([422, 'move.operator']);
  });

  it('stands below the head office alone, whoever writes', async () => {
    const staff = await aCustomer('00000192').ranked('staff').below(HEAD_OFFICE_ID).save(bed.db.manager);
    const placed = aCustomer('00000193').ranked('staff').below(PLACES.dealer).save(bed.db.manager);
    await expect(placed).rejects.toThrow(/operator stands directly below the head office/);
    const moved = bed.db.query(
      `UPDATE customer SET parent_customer_id = $2, path = (SELECT path FROM customer WHERE customer_id = $2) || $1
        WHERE customer_id = $1`,
      [staff, PLACES.dealer],
    );
    await expect(moved).rejects.toThrow(/operator stands directly below the head office/);
    const member = await bed.aMember();
    const promoted = bed.db.query("UPDATE customer SET rank_code = 'staff' WHERE customer_id = $1", [member]);
    await expect(promoted).rejects.toThrow(/operator stands directly below the head office/);
    const turned = bed.db.query("UPDATE rank SET role = 'operator' WHERE code = 'shop'");
    await expect(turned).rejects.toThrow(/role of a rank stays/);
  });

  it('has a login that another operator begins, whoever writes', async () => {
    const staff = await aCustomer('00000194').ranked('staff').below(HEAD_OFFICE_ID).save(bed.db.manager);
    const begun = bed.db.query(
      `INSERT INTO credential (customer_id, login_id, state, setup_requested_by)
       VALUES ($1, 'staff4@daiko.example', 'invited', $2)`,
      [staff, PLACES.dealer],
    );
    await expect(begun).rejects.toThrow(/operator’s login is begun by another operator/);
    const answer = await operator.put(`customers/${staff}/login`, {
      email: 'staff4@daiko.example',
      version: 0,
    });
    expect(answer.status).toBe(200);
  });
});
