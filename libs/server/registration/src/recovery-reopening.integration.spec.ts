import { PinRunService } from '@daiko/server-pin';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLACES, RegistrationBed } from '../test/registration-bed';

const REASON = { reason: '電話でご本人と確認しました' };

describe('opening recovery again', () => {
  let bed: RegistrationBed;
  let member: string;
  let phone: string;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
    member = await bed.aMember(PLACES.shop, 'tomatta@mail.example');
    phone = `090-1111-${member.slice(-4)}`;
  });
  afterAll(() => bed.stop());

  const path = () => `customers/${member}/recovery-reopening`;
  const freeze = () =>
    bed.db.query('UPDATE customer SET recovery_frozen_at = now() WHERE customer_id = $1', [member]);
  /** As after a hundred wrong PINs with this pair. */
  const close = () =>
    bed.db.query(
      `INSERT INTO recovery_gate (subject, guesses, failures_in_a_row, closures, closed_until)
       SELECT subject, '{}', 100, 1, 'infinity' FROM unnest($1::bytea[]) AS subject`,
      [
        [
          bed.get(PinRunService).subjectOf(member),
          bed.get(PinRunService).subjectOf(member, phone.replace(/^0(\d+)-(\d+)-(\d+)$/, '+81$1$2$3')),
        ],
      ],
    );
  const opensARun = async () => {
    const { status, body } = await bed.anonymous().post('login-id-resets', { customerId: member, phone });
    if (status !== 201) return status;
    const [run] = await bed.db.query<{ real: boolean }[]>(
      `SELECT customer_id IS NOT NULL AND NOT muted AS real FROM pin_challenge ORDER BY opened_at DESC LIMIT 1`,
    );
    return run?.real === true && body['state'] === 'choosing';
  };

  it('is the dealer’s above, with the password given again and a reason that is kept', async () => {
    await freeze();
    expect(await opensARun()).toBe(false);
    const hasty = await bed.withoutStepUp('shop@daiko.example');
    expect((await hasty.post(path(), REASON)).code).toBe('session.step_up_required');
    const ready = await bed.signedIn('shop');
    expect((await ready.post(path(), { reason: ' ' })).code).toBe('request.invalid');
    expect((await ready.post(path(), REASON)).status).toBe(204);
    expect(await opensARun()).toBe(true);
    const [recorded] = await bed.db.query(
      `SELECT actor, detail FROM audit_event WHERE event = 'recovery.reopened' AND subject = $1`,
      [member],
    );
    expect(recorded).toEqual({
      actor: PLACES.shop,
      detail: { ...REASON, wasFrozen: true, wasClosed: false },
    });
  });

  it('takes back a closure after a hundred wrong PINs', async () => {
    await close();
    expect(await opensARun()).toBe(429);
    const operator = await bed.signedIn('operator');
    expect((await operator.post(path(), REASON)).status).toBe(204);
    expect(await opensARun()).toBe(true);
  });

  it('takes it back for the pair with the mail address, too', async () => {
    const email = 'tomatta@mail.example';
    const subject = bed
      .get(PinRunService)
      .subjectOf(email, phone.replace(/^0(\d+)-(\d+)-(\d+)$/, '+81$1$2$3'));
    await bed.db.query(
      `INSERT INTO recovery_gate (subject, guesses, failures_in_a_row, closures, closed_until)
       VALUES ($1, '{}', 100, 1, 'infinity')`,
      [subject],
    );
    const open = async () => (await bed.anonymous().post('password-resets', { email, phone })).status;
    expect(await open()).toBe(429);
    const operator = await bed.signedIn('operator');
    expect((await operator.post(path(), REASON)).status).toBe(204);
    expect(await open()).toBe(201);
    const [recorded] = await bed.db.query(
      `SELECT detail FROM audit_event WHERE event = 'recovery.reopened' AND subject = $1 ORDER BY id DESC LIMIT 1`,
      [member],
    );
    expect(recorded).toEqual({ detail: { ...REASON, wasFrozen: false, wasClosed: true } });
  });

  it('is nobody’s who does not stand above, and not the customer’s own', async () => {
    await freeze();
    const neighbour = await bed.signedIn('neighbour');
    expect((await neighbour.post(path(), REASON)).code).toBe('customer.unknown');
    expect((await neighbour.post('customers/99999999/recovery-reopening', REASON)).code).toBe(
      'customer.unknown',
    );
    const own = await bed.signedIn('shop');
    expect((await own.post(`customers/${PLACES.shop}/recovery-reopening`, REASON)).code).toBe(
      'customer.unknown',
    );
    expect((await bed.anonymous().post(path(), REASON)).code).toBe('session.absent');
    expect(await opensARun()).toBe(false);
  });

  it('is offered on the card, which says why and since when recovery is not open', async () => {
    const shop = await bed.signedIn('shop');
    const recovery = async () => (await shop.get(`customers/${member}`)).body['recovery'];
    const [open, instant] = [{ state: 'open', since: null, until: null }, expect.stringMatching(/^20.+Z$/)];
    await (await bed.signedIn('shop')).post(path(), REASON);
    expect(await recovery()).toEqual(open);
    await close();
    expect(await recovery()).toEqual({ state: 'closed', since: null, until: null });
    await bed.db.query(
      `UPDATE recovery_gate SET guesses = ARRAY[now()], closed_until = now() + interval '1 hour'`,
    );
    expect(await recovery()).toEqual({ state: 'closed', since: instant, until: instant });
    await freeze();
    expect(await recovery()).toEqual({ state: 'frozen', since: instant, until: null });
    const ready = await bed.signedIn('shop');
    expect((await ready.post(path(), REASON)).status).toBe(204);
    expect(await recovery()).toEqual(open);
  });
});
