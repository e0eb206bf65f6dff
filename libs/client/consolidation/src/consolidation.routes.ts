import type { Routes } from '@angular/router';
import type { SitePage } from '@daiko/client-ui';

const sitePage: SitePage = {
  summary: '以前のシステムの複数のログイン情報を1つにまとめる',
  area: '/mypage',
};

/** ログイン情報を1つにする: the only page that is open to a customer who logged in with a login of the old system. */
export const consolidationRoutes: Routes = [
  {
    path: 'consolidation',
    title: 'ログイン情報を1つにする',
    data: { sitePage },
    loadComponent: () => import('./consolidation-page').then((file) => file.ConsolidationPage),
  },
];
