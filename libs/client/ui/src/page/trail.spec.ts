import type { Routes } from '@angular/router';
import { describe, expect, it } from 'vitest';
import { trailOf } from './trail';

const routes: Routes = [
  {
    path: '',
    children: [
      { path: 'mypage', title: 'マイページ' },
      { path: 'masters', title: 'マスタメンテ' },
      { path: 'masters/customers', title: 'お客様検索' },
      { path: 'masters/customers/:customerId', title: 'お客様情報' },
      { path: 'masters/customers/new', title: 'お客様登録' },
      { path: 'masters/customers/:customerId/contacts', title: '連絡先の変更' },
      { path: 'ops', title: '通知の運用' },
      { path: 'ops/outages/:channel', title: '通知方法の停止と再開' },
      { path: 'consolidation', title: 'ログイン情報を1つにする', data: { sitePage: { area: '/mypage' } } },
      { path: 'inquiry', title: 'お問い合わせ' },
      { path: 'inquiry/password', title: 'パスワードのリセット - お問い合わせ' },
      { path: 'announcements/2026-login', title: '4つの変更', data: { sitePage: { area: '/help' } } },
      { path: 'help', title: 'ヘルプ' },
      { path: '**', title: 'ページが見つかりません' },
    ],
  },
];
const read = (path: string) =>
  trailOf(routes, path)
    .map(({ label }) => label)
    .join(' › ');

describe('The way to a page', () => {
  it.each([
    ['/mypage', 'マイページ'],
    ['/masters', 'マイページ › マスタメンテ'],
    ['/masters/customers/new', 'マイページ › マスタメンテ › お客様検索 › お客様登録'],
    ['/masters/customers/01058735', 'マイページ › マスタメンテ › お客様検索 › お客様情報'],
    [
      '/masters/customers/01058735/contacts',
      'マイページ › マスタメンテ › お客様検索 › お客様情報 › 連絡先の変更',
    ],
    ['/ops/outages/sms', 'マイページ › 運用 › 通知方法の停止と再開'],
    ['/consolidation', 'マイページ › ログイン情報を1つにする'],
    ['/announcements/2026-login', 'マイページ › ヘルプ › 4つの変更'],
    ['/inquiry/password', 'マイページ › お問い合わせ › パスワードのリセット'],
    ['/no-such-page', ''],
  ])('%s begins at マイページ and is read off the routes: %s', (path, trail) => {
    expect(read(path)).toBe(trail);
  });

  it('leads to each page above', () => {
    expect(trailOf(routes, '/masters/customers/01058735/contacts').map(({ path }) => path)).toEqual([
      '/mypage',
      '/masters',
      '/masters/customers',
      '/masters/customers/01058735',
      '/masters/customers/01058735/contacts',
    ]);
  });
});
