import { EVERYTHING, openEverything, whatIsOpen } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { PLACES, RegistrationBed } from '../test/registration-bed';

const REASON = { reason: '電話でご本人と確認しました' };

describe('removing the passkeys of a customer who lost every device', () => {
  let bed: RegistrationBed;
  let member: string;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
    member = await bed.aMember(PLACES.shop, 'nakushita@mail.example');
    await bed.db.query(
      'INSERT INTO passkey_owner (customer_id, user_handle, required_since) VALUES ($1, $2, now())',
      [member, Buffer.alloc(32, 7)],
    );
    await bed.db.query('INSERT INTO recovery_code (customer_id, place, code_hash) VALUES ($1, 1, $2)', [
      member,
      Buffer.alloc(32, 8),
    ]);
    for (const place of [1, 2])
      await bed.db.query(
        `INSERT INTO passkey (customer_id, place, credential_id, public_key, counter, transports, device_type, backed_up, name)
         VALUES ($1, $2, $3, $4, 0, '{internal}', 'singleDevice', false, 'iPhone')`,
        [member, place, `lost-${String(place)}`, Buffer.alloc(1)],
      );
  });
  afterAll(() => bed.stop());

  const path = () => `customers/${member}/passkey-removal`;
  const left = async () => {
    const [row] = await bed.db.query<{ left: number }[]>(
      'SELECT count(*)::int AS left FROM passkey WHERE customer_id = $1',
      [member],
    );
    return row?.left;
  };

  it('is no dealer’s, and an operator’s only with the own password given again and a reason', async () => {
    const dealer = await bed.signedIn('shop');
    expect((await dealer.post(path(), REASON)).code).toBe('session.operator_required');
    const operator = await bed.withoutStepUp('operator@daiko.example');
    expect((await operator.post(path(), REASON)).code).toBe('session.step_up_required');
    await operator.stepUp();
    expect((await operator.post(path(), { reason: ' ' })).code).toBe('request.invalid');
    expect(await left()).toBe(2);
  });

  it('takes all of them with the requirement and its recovery codes, ends what was open, tells every contact, and keeps who did it and why', async () => {
    await openEverything(bed.db, member);
    expect(await whatIsOpen(bed.db, member)).toEqual(EVERYTHING);
    const operator = await bed.signedIn('operator');
    expect((await operator.post(path(), REASON)).status).toBe(204);
    expect(await left()).toBe(0);
    expect(await whatIsOpen(bed.db, member)).toEqual([]);
    const told = await bed.db.query<unknown[]>(
      "SELECT FROM notification WHERE customer_id = $1 AND template = 'passkey_removed'",
      [member],
    );
    expect(told.length).toBeGreaterThan(0);
    const [kept] = await bed.db.query(
      `SELECT actor, detail FROM audit_event WHERE event = 'passkey.removed' AND subject = $1`,
      [member],
    );
    expect(kept).toMatchObject({ actor: PLACES.operator, detail: { ...REASON, count: 2 } });
    expect((await operator.post(path(), REASON)).code).toBe('passkey.unknown');
    const [rest] = await bed.db.query(
      `SELECT required_since AS "requiredSince", (SELECT count(*)::int FROM recovery_code) AS codes
       FROM passkey_owner WHERE customer_id = $1`,
      [member],
    );
    expect(rest).toEqual({ requiredSince: null, codes: 0 });
  });
});
