import type {
  CampaignBoard,
  ContactChanges,
  CustomerCard,
  CustomerContacts,
  CustomerCounts,
} from '@daiko/contracts';
import { hashPassword } from '@daiko/server-auth';
import { testConfig } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveDemoLegacy } from '../../src/seed/demo-legacy';
import { DEMO_PASSWORD } from '../../src/seed/demo-network';
import { saveDemoStates } from '../../src/seed/demo-states';
import { ApiBed } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

describe('the demo network', () => {
  let bed: ApiBed;
  let dealer: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    const hash = await hashPassword(DEMO_PASSWORD, testConfig());
    await bed.db.transaction(async (tx) => {
      await saveDemoLegacy(tx);
      await saveDemoStates(tx, hash);
    });
    dealer = await bed.steppedUp();
  });
  afterAll(() => bed.stop());

  const ask = async <T>(path: string) => JSON.parse((await dealer.get(path)).text) as T;

  it('has a customer of every ログイン状況', async () => {
    const { byLogin } = await ask<CustomerCounts>('customers/counts');
    expect(Object.entries(byLogin!).filter(([, count]) => count === 0)).toEqual([]);
    expect(Object.keys(byLogin!)).toHaveLength(6);
  });

  it('has a campaign under way, with something of every cause', async () => {
    const { causes, consolidated, hadSeveral } = await ask<CampaignBoard>('campaign');
    expect(Object.values(causes).every((count) => count > 0)).toBe(true);
    expect(consolidated).toBeGreaterThan(0);
    expect(hadSeveral).toBeGreaterThan(consolidated);
  });

  it('has a frozen recovery, a change that waits and a contact that is held', async () => {
    expect((await ask<CustomerCard>('customers/01058791')).recovery.state).toBe('frozen');
    const { waiting } = await ask<ContactChanges>('contact-change-requests');
    expect(waiting.map(({ customerId }) => customerId)).toEqual(['01058792']);
    const { contacts } = await ask<CustomerContacts>('customers/01058793/contacts');
    expect(contacts.filter(({ heldUntil }) => heldUntil !== null)).toHaveLength(1);
  });
});
