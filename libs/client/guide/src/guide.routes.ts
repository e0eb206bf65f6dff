import type { Routes } from '@angular/router';
import type { SitePage } from '@daiko/client-ui';

const sitePage = (summary: string): { sitePage: SitePage } => ({ sitePage: { summary } });

/** Pages with information, for all users, logged in or not. */
export const guideRoutes: Routes = [
  {
    path: 'help',
    title: 'ヘルプ',
    data: sitePage('よくある質問と問い合わせ先を調べる'),
    loadComponent: () => import('./help-page').then((file) => file.HelpPage),
  },
  {
    path: 'announcements/2026-login',
    title: 'ログイン情報の4つの変更',
    data: {
      sitePage: {
        summary: 'ログイン情報の取り扱いがどう変わったかを読む',
        tab: '4つの変更',
        area: '/help',
      } satisfies SitePage,
    },
    loadComponent: () => import('./announcement-page').then((file) => file.AnnouncementPage),
  },
];

export const maintenanceRoutes: Routes = [
  {
    path: 'maintenance',
    title: '現在、システムを利用できません',
    loadComponent: () => import('./maintenance-page').then((file) => file.MaintenancePage),
  },
];
