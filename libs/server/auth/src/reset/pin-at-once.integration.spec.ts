import type { PinRun } from '@daiko/contracts';
import { PinService } from '@daiko/server-pin';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import type { Browser } from '../../test/browser';
import { People } from '../../test/people';

describe('a PIN that is no longer good by the time it was compared', () => {
  let database: TestDatabase;
  let bed: AuthBed;
  let people: People;

  beforeAll(async () => {
    database = await testDatabase();
    bed = await AuthBed.start(database.url);
    people = await People.settle(bed);
  });
  afterAll(async () => {
    await bed.stop();
    await database.drop();
  });

  /** What happens between the spending of the attempt and the consuming of the PIN. */
  const MEANWHILE: Record<string, (browser: Browser, run: PinRun) => Promise<unknown>> = {
    'because another one was issued': async (browser, { destinations }) => {
      const other = destinations.find(({ channel }) => channel === 'sms');
      expect((await browser.post('pin-run/pin', { destinationId: other?.id })).status).toBe(202);
    },
    'because its time is over': () => bed.db.query('UPDATE pin_challenge SET pin_expires_at = now()'),
    'because its run was given up': async (browser) => {
      expect((await browser.copy().delete('pin-run')).status).toBe(204);
    },
  };

  it.each(Object.entries(MEANWHILE))('is not consumed, %s', async (_, meanwhile) => {
    const person = await people.somebody();
    const browser = bed.browser();
    const { body: run } = await browser.post<PinRun>('password-resets', {
      email: person.loginId,
      phone: person.mobile,
    });
    expect((await browser.issuePin(run)).status).toBe(202);
    const code = await bed.lastPin(person.customerId);
    const gate = bed.get(PinService)['recoveryLimit'];
    const spend = gate.countGuess.bind(gate);
    vi.spyOn(gate, 'countGuess').mockImplementationOnce(async (subject) => {
      await meanwhile(browser, run);
      return spend(subject);
    });
    expect((await browser.post('password-resets/completion', { code })).status).toBe(409);
    expect(await bed.linkTokens(person.customerId)).toEqual([]);
    const rows = await bed.db.query('SELECT used_at FROM pin_challenge WHERE customer_id = $1', [
      person.customerId,
    ]);
    expect(rows).toEqual([{ used_at: null }]);
  });
});
