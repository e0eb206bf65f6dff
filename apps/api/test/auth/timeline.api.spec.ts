import type { AuditTimeline } from '@daiko/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiBed, TARO } from '../support/api-bed';
import type { Visitor } from '../support/visitor';

describe('a customer’s timeline', () => {
  let bed: ApiBed;
  let operator: Visitor;

  beforeAll(async () => {
    bed = await ApiBed.start();
    operator = bed.visitor();
    const [row] = await bed.db.query(
      `SELECT login_id AS "loginId" FROM credential JOIN customer USING (customer_id) JOIN rank ON rank.code = rank_code
       WHERE rank.role = 'operator' AND state = 'active' LIMIT 1`,
    );
    await operator.post('sessions', { loginId: row.loginId, password: TARO.password });
  });
  afterAll(() => bed.stop());

  const timeline = (visitor: Visitor, query = '') =>
    visitor.get(`operations/customers/${TARO.customerId}/timeline${query}`);

  const entriesOf = async (query: string) => {
    const { entries, customerName } = JSON.parse((await timeline(operator, query)).text) as AuditTimeline;
    expect(customerName).toBe('環境 太郎');
    return entries;
  };

  it('tells an operator what the customer did, from where, the newest first', async () => {
    const taro = bed.visitor();
    await taro.post('sessions', { loginId: TARO.loginId, password: 'not-the-password' });
    await taro.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    const answer = await timeline(operator);
    expect(answer.status).toBe(200);
    const { entries } = JSON.parse(answer.text) as AuditTimeline;
    expect(entries.map(({ event, result }) => `${event} ${result}`)).toEqual([
      'sign_in done',
      'sign_in refused',
    ]);
    expect(entries[0]).toMatchObject({ actor: TARO.customerId, address: taro.address });
  });

  it('holds that it was read', async () => {
    const { entries } = JSON.parse((await timeline(operator)).text) as AuditTimeline;
    expect(entries[0]).toMatchObject({ event: 'audit.read', result: 'done' });
  });

  it('names who acted and whom it was about, and can be narrowed to one kind', async () => {
    const taro = bed.visitor();
    await taro.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    await taro.get('customers/01058741');
    const [seen, read] = await entriesOf('?kind=reading');
    expect(read).toMatchObject({ event: 'audit.read', actorName: '職員 花子', other: null });
    expect(seen).toMatchObject({
      event: 'customer.read',
      actorName: '環境 太郎',
      other: { customerId: '01058741', customerName: '小林 誠' },
    });
    const kinds = new Set((await entriesOf('?kind=sign_in')).map(({ event }) => event));
    expect([...kinds]).toEqual(['sign_in']);
  });

  it('is for operators alone', async () => {
    const taro = bed.visitor();
    expect((await timeline(taro)).code).toBe('session.absent');
    await taro.post('sessions', { loginId: TARO.loginId, password: TARO.password });
    expect((await timeline(taro)).status).toBe(403);
  });

  it.each([
    '?before=x',
    '?before=-1',
    '?before=1&before=2',
    '?more=1',
    '?kind=all',
    `?before=${'9'.repeat(30)}`,
  ])('refuses %s', async (query) => {
    expect((await timeline(operator, query)).code).toBe('request.invalid');
  });
});
