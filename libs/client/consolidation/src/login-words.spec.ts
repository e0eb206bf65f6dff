import { describe, expect, it } from 'vitest';
import { factsOf, unfitText } from './login-words';

describe('the words of a login', () => {
  it('name the own customers who use the same address', () => {
    const sharedWith = [{ customerId: '01058784', customerName: '石田 勇' }];
    expect(unfitText({ unfit: 'shared', sharedWith })).toContain('使っているお客様: 石田 勇 (01058784)');
  });

  it('name nobody where the others are not one’s own', () => {
    expect(unfitText({ unfit: 'shared', sharedWith: [] })).toBe(
      'ほかのお客様も同じメールアドレスを使っているため、残せません。',
    );
  });

  it('say nothing against a login that can stay', () => {
    expect(unfitText({ unfit: null, sharedWith: [] })).toBeNull();
  });

  it('say so where the old system had nothing on record', () => {
    const login = {
      id: 'x',
      label: 'keiri',
      userName: null,
      createdAt: null,
      lastSignedInAt: '2026-11-21T23:15:00Z',
      isRecommended: false,
      unfit: null,
      sharedWith: [],
    };
    expect(factsOf(login).map(({ text }) => text)).toEqual([
      '2026年11月22日(日) 08:15',
      '(記録なし)',
      '(記録なし)',
    ]);
  });
});
