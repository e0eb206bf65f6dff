import { describe, expect, it } from 'vitest';
import { FIRST_PAGE, ownPath } from './own-path';

describe('ownPath', () => {
  it.each(['/orders', '/orders/12?page=2', '/mypage/credential#devices', '/%2F%2Fexample.jp'])(
    'leads back to %s',
    (wanted) => {
      expect(ownPath(wanted)).toBe(wanted);
    },
  );

  it.each([
    'https://example.jp/',
    '//example.jp',
    '/\\example.jp',
    '/\t/example.jp',
    '/\n/example.jp',
    '/..//example.jp',
    '/.//example.jp',
    'javascript:alert(1)',
    'orders',
    '',
    null,
    undefined,
    '/',
    '/login',
    '/login?next=/orders',
  ])('leads to the first page instead of to %j', (wanted) => {
    expect(ownPath(wanted)).toBe(FIRST_PAGE);
  });
});
