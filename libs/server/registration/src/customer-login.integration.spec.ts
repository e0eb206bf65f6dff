import type { CustomerLogin } from '@daiko/contracts';
import { LoginSetupService } from '@daiko/server-auth';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PLACES, RegistrationBed } from '../test/registration-bed';

describe('the login of a customer, as the dealer’s page shows it', () => {
  let bed: RegistrationBed;

  beforeAll(async () => {
    bed = await RegistrationBed.start();
  });
  afterAll(() => bed.stop());

  it('is of one moment, when the customer sets it up while it is read', async () => {
    const dealer = await bed.signedIn('dealer');
    const customerId = await bed.aMember(PLACES.shop);
    await dealer.put(`customers/${customerId}/login`, { email: 'machi@mail.example', version: 0 });
    const show = async () =>
      (await dealer.get(`customers/${customerId}/login`)).body as unknown as CustomerLogin;

    // Between the first statement and those that follow.
    const setups = bed.get(LoginSetupService);
    const versionOf = setups.versionOf.bind(setups);
    vi.spyOn(setups, 'versionOf').mockImplementationOnce(async (...of) => {
      await bed.db.query(
        `UPDATE credential SET state = 'active', password_hash = $2, password_changed_at = now(), confirmed_at = now()
          WHERE customer_id = $1`,
        [customerId, bed.hash],
      );
      return versionOf(...of);
    });
    const during = await show();
    expect([during.status, during.mail !== null]).toEqual(['invited', true]);
    const after = await show();
    expect([after.status, after.mail]).toEqual(['active', null]);
  });
});
