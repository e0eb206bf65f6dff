import { TestBed } from '@angular/core/testing';
import { provideRouter, Router, type Routes } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { SessionStore } from '@daiko/client-session';
import { aSession } from '@daiko/client-session/testing';
import { describe, expect, it } from 'vitest';
import { Place } from './place';

const page = (path: string, title: string, more: object = {}) => ({
  path,
  title,
  children: [],
  data: { sitePage: { summary: '', ...more } },
});
const routes: Routes = [
  page('help', 'ヘルプ'),
  page('masters/import', '以前のシステムからの取り込み', { roles: ['operator'], tab: '取り込み' }),
  page('masters', 'マスタメンテ'),
  page('masters/customers', 'お客様検索'),
  { path: 'masters/customers/:customerId', title: 'お客様情報', children: [] },
  page('mypage', 'マイページ'),
  page('consolidation', 'ログイン情報を1つにする', { area: '/mypage' }),
];

describe('Where one is', () => {
  const open = async (path: string, session: Partial<Session> = {}) => {
    TestBed.configureTestingModule({ providers: [provideRouter(routes)] });
    TestBed.inject(SessionStore).take(aSession({ role: 'operator', ...session }));
    await TestBed.inject(Router).navigateByUrl(path);
    const fixture = TestBed.createComponent(Place);
    fixture.detectChanges();
    const all = (selector: string) => [
      ...(fixture.nativeElement as HTMLElement).querySelectorAll<HTMLElement>(selector),
    ];
    return {
      way: all('.crumbs__item').map(({ textContent }) => textContent.trim()),
      tabs: all('.tabs__tab').map(({ textContent }) => textContent.trim()),
      current: all('.tabs__tab[aria-current]').map(
        (tab) => `${tab.textContent.trim()} ${tab.getAttribute('aria-current')}`,
      ),
    };
  };

  it('is the area of the menu with its tabs, and the way from マイページ', async () => {
    const { way, tabs, current } = await open('/masters/customers?page=2');
    expect(way).toEqual(['マイページ', 'マスタメンテ', 'お客様検索']);
    expect(tabs).toEqual(['マスタメンテ', '取り込み', 'お客様検索']);
    expect(current).toEqual(['お客様検索 page']);
  });

  it('is told by the nearest tab on a page that has none', async () => {
    const { way, current } = await open('/masters/customers/01058735');
    expect(way.at(-1)).toBe('お客様情報');
    expect(current).toEqual(['お客様検索 true']);
  });

  it('offers nothing that one may not open', async () => {
    const { tabs } = await open('/masters', { role: 'dealer' });
    expect(tabs).toEqual(['マスタメンテ', 'お客様検索']);
  });

  it('is not told while one may open nothing but ログイン情報を1つにする', async () => {
    const { way, tabs } = await open('/consolidation', { limitedTo: 'consolidation' });
    expect([way, tabs]).toEqual([[], []]);
  });

  it('needs no tabs where there is only one page', async () => {
    const { way, tabs } = await open('/help');
    expect(way).toEqual(['マイページ', 'ヘルプ']);
    expect(tabs).toEqual([]);
  });
});
