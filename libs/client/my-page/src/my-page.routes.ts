import type { Route, Routes } from '@angular/router';
import type { SitePage } from '@daiko/client-ui';

const sitePage = (summary: string): { sitePage: SitePage } => ({ sitePage: { summary } });

/** A page of the menu that will later come from its own library. */
const area = (path: string, title: string, summary: string): Route => ({
  path,
  title,
  data: { ...sitePage(summary), heading: title, purpose: `${summary}ページです。ただいま準備しています。` },
  loadComponent: () => import('./area-page').then((file) => file.AreaPage),
});

/**
 * マイページ and the other pages of the menu. The pages below `/mypage/credential` that change something are in the
 * library of the login.
 */
export const myPageRoutes: Routes = [
  {
    path: 'mypage',
    title: 'マイページ',
    data: sitePage('お客様情報、ログイン情報、お知らせを確認する'),
    loadComponent: () => import('./my-page').then((file) => file.MyPage),
  },
  {
    path: 'mypage/credential',
    title: 'ログイン情報',
    data: sitePage('ログインIDとパスワードの状態、ログイン中の端末を確認する'),
    loadComponent: () => import('./credential-page').then((file) => file.CredentialPage),
  },
  {
    path: 'mypage/credential/departure',
    title: '担当者が退職したとき',
    data: sitePage('担当者が退職したときに、ログインIDとパスワードを変更する'),
    loadComponent: () => import('./departure-page').then((file) => file.DeparturePage),
  },
  area('orders', '注文', '商品を注文し、これまでの注文を確認する'),
  area('analysis', '分析', '売上と還元額の推移を、表とグラフで確認する'),
  area('downloads', 'ダウンロード', '納品書と還元額計算書をダウンロードする'),
  {
    path: 'sitemap',
    title: 'サイトマップ',
    data: sitePage('すべてのページを一覧から選ぶ'),
    loadComponent: () => import('./sitemap-page').then((file) => file.SitemapPage),
  },
];
