import { describe, expect, it } from 'vitest';
import { composeTitle } from './page-title';

describe('the title', () => {
  it('names the page before the product', () => {
    expect(composeTitle('ログイン', false)).toBe('ログイン - 業務代行クラウドシステム');
    expect(composeTitle(undefined, false)).toBe('業務代行クラウドシステム');
  });

  it('begins with the error while there is one', () => {
    expect(composeTitle('ログイン', true)).toBe('エラー: ログイン - 業務代行クラウドシステム');
  });
});
