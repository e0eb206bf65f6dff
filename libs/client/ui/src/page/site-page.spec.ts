import type { Routes } from '@angular/router';
import { describe, expect, it } from 'vitest';
import { siteAreas, type SitePage } from './site-page';

const data = (page: SitePage) => ({ sitePage: page });
const routes: Routes = [
  { path: '', redirectTo: 'mypage', pathMatch: 'full' },
  {
    path: '',
    children: [
      { path: 'mypage', title: 'マイページ', data: data({ summary: '確認する' }) },
      { path: 'mypage/credential', title: 'ログイン情報', data: data({ summary: '変更する' }) },
      {
        path: 'masters',
        title: 'マスタメンテ',
        data: data({ summary: '登録する' }),
        children: [
          { path: 'rates', title: '還元率', data: data({ summary: '決める', roles: ['operator'] }) },
        ],
      },
      { path: 'orders/:number', title: '注文の詳細' },
    ],
  },
  { path: '', children: [{ path: 'help', title: 'ヘルプ', data: data({ summary: '調べる' }) }] },
  { path: '', children: [{ path: 'help', title: 'ヘルプ', data: data({ summary: '調べる' }) }] },
];
const read = (role: 'customer' | 'operator') =>
  siteAreas(routes, role).map(({ path, places }) => [path, ...places.map((place) => place.path)]);

describe('サイトマップ', () => {
  it('has two levels and each address once', () => {
    expect(read('customer')).toEqual([['/mypage', '/mypage/credential'], ['/masters'], ['/help']]);
  });

  it('puts a page below its area also where a route before the area says it', () => {
    const turned = [
      { path: 'masters/rates', title: '還元率', data: data({ summary: '決める' }) },
      { path: 'masters', title: 'マスタメンテ', data: data({ summary: '登録する' }) },
    ];
    const [area, ...more] = siteAreas(turned, 'customer');
    expect([area?.path, area?.places.map(({ path }) => path), more]).toEqual([
      '/masters',
      ['/masters/rates'],
      [],
    ]);
  });

  it('has the order of the menu, whatever the order of the routes, and an area for each page', () => {
    const turned = [
      { path: 'announcements/2026', title: '4つの変更', data: data({ summary: '', area: '/help' }) },
      { path: 'help', title: 'ヘルプ', data: data({ summary: '' }) },
      { path: 'masters', title: 'マスタメンテ', data: data({ summary: '' }) },
      { path: 'mypage', title: 'マイページ', data: data({ summary: '' }) },
      { path: 'orders', title: '注文', data: data({ summary: '' }) },
    ];
    expect(siteAreas(turned, 'customer').map(({ path, places }) => [path, places.length])).toEqual([
      ['/mypage', 0],
      ['/orders', 0],
      ['/masters', 0],
      ['/help', 1],
    ]);
  });

  it('shows pages to those who may open them', () => {
    expect(read('operator')).toContainEqual(['/masters', '/masters/rates']);
  });
});
