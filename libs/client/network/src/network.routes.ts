import type { Routes } from '@angular/router';
import { onlyFor } from '@daiko/client-session';
import type { SitePage } from '@daiko/client-ui';

const dealers = ['dealer', 'operator'] as const;
const canMatch = [onlyFor(...dealers)];
const sitePage = (summary: string): { sitePage: SitePage } => ({ sitePage: { summary, roles: dealers } });

/** マスタメンテ and the pages below it. Pages of other libraries have their own addresses beside these. */
export const networkRoutes: Routes = [
  {
    path: 'masters',
    title: 'マスタメンテ',
    data: { sitePage: { summary: 'お客様の検索と登録、登録内容の変更をする' } satisfies SitePage },
    loadComponent: () => import('./masters-page').then((file) => file.MastersPage),
  },
  {
    path: 'masters/customers',
    title: 'お客様検索',
    canMatch,
    data: sitePage('配下のお客様を、お客様ID・お名前・カナ・電話番号で探す'),
    loadComponent: () => import('./search-page').then((file) => file.SearchPage),
  },
  {
    path: 'masters/customers/tree',
    title: '上位店と下位店',
    canMatch,
    data: sitePage('上位店と下位店のつながりをたどる'),
    loadComponent: () => import('./tree-page').then((file) => file.TreePage),
  },
  {
    // Eight digits, because the pages of other libraries have words at this place.
    path: 'masters/customers/:customerId',
    title: 'お客様情報',
    canMatch: [...canMatch, (_route, segments) => /^\d{8}$/.test(segments[2]?.path ?? '')],
    loadComponent: () => import('./card-page').then((file) => file.CardPage),
  },
  {
    path: 'masters/customers/:customerId/move',
    title: '上位店の変更',
    canMatch,
    loadComponent: () => import('./move-page').then((file) => file.MovePage),
  },
];
