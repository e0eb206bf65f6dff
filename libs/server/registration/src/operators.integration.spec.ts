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

  it('is registered below the head office, and below no dealer', async () => {
    const { status, body } = await operator.post('customers', form({ parentCustomerId: PLACES.dealer }));
    expect([status, body['errors']]).toEqual([
      400,
      [{ path: 'parentCustomerId', code: 'parent.not_head_office' }],
    ]);
    expect((await operator.post('customers', form())).status).toBe(201);
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
    const approve = (who: Person) => who.post(`customers/${staff}/operator-approval`);
    expect((await setUp()).code).toBe('mail_link.superseded');
    expect((await approve(operator)).code).toBe('operator.not_independent');
    const raise = bed.db.query('UPDATE customer SET suspended_at = NULL WHERE customer_id = $1', [staff]);
    await expect(raise).rejects.toThrow(/no second operator approved/);
    await aCustomer('00000195')
      .ranked('staff')
      .below(HEAD_OFFICE_ID)
      .withLogin('betsu@daiko.example', bed.hash)
      .save(bed.db.manager);
    const other = await bed.withoutStepUp('betsu@daiko.example');
    expect((await approve(other)).code).toBe('session.step_up_required');
    await other.stepUp();
    expect((await approve(other)).status).toBe(204);
    expect((await setUp()).status).toBe(204);
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
