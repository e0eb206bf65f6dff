import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed } from '../support/api-bed';

describe('the acknowledgement of the four changes', () => {
  let bed: ApiBed;

  beforeAll(async () => {
    bed = await ApiBed.start();
  });
  afterAll(() => bed.stop());

  it('is kept from the first time it is said, and is the own one alone', async () => {
    const visitor = await bed.steppedUp();
    const readAt = async () =>
      (JSON.parse((await visitor.get('customers/me')).text) as { changesAcknowledgedAt: string | null })
        .changesAcknowledgedAt;
    const say = () => visitor.post('customers/me/changes-acknowledgement', {});
    expect(await readAt()).toBeNull();
    expect((await say()).status).toBe(204);
    const first = await readAt();
    expect(first).toMatch(/^\d{4}-/);
    expect((await say()).status).toBe(204);
    expect(await readAt()).toBe(first);
    const others = 'SELECT FROM customer WHERE changes_acknowledged_at IS NOT NULL';
    expect(await bed.db.query(others)).toHaveLength(1);
  });

  it('is nobody’s who is not signed in', async () => {
    expect((await bed.visitor().post('customers/me/changes-acknowledgement', {})).status).toBe(401);
  });
});
