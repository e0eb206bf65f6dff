import type { Routes } from '@angular/router';
import { onlyFor } from '@daiko/client-session';
import type { SitePage } from '@daiko/client-ui';

const sitePage = (summary: string, tab?: string): { sitePage: SitePage } => ({
  sitePage: { summary, roles: ['operator'], ...(tab !== undefined && { tab }) },
});
const canMatch = [onlyFor('operator')];

/** 運用: only for operators; for all other users these pages do not exist. */
export const operationsRoutes: Routes = [
  {
    path: 'ops',
    title: '通知の運用',
    canMatch,
    data: sitePage('通知の状況を確認し、再送と停止をする'),
    loadComponent: () => import('./delivery-page').then((file) => file.DeliveryPage),
  },
  {
    path: 'ops/messages',
    title: '通知文の一覧',
    canMatch,
    data: sitePage('お客様に届く通知文を、方法ごとに確認する'),
    loadComponent: () => import('./messages-page').then((file) => file.MessagesPage),
  },
  {
    path: 'ops/outages/:channel',
    title: '通知方法の停止と再開',
    canMatch,
    loadComponent: () => import('./outage-page').then((file) => file.OutagePage),
  },
  {
    path: 'masters/import',
    title: '以前のシステムからの取り込み',
    canMatch,
    data: sitePage('書き出したファイルからお客様を取り込む', '取り込み'),
    loadComponent: () => import('./import-page').then((file) => file.ImportPage),
  },
  {
    path: 'masters/consolidations',
    title: 'ログイン情報の統合の取り消し',
    canMatch,
    data: sitePage('お客様が間違えた統合を、30日以内に元に戻す', '統合の取り消し'),
    loadComponent: () => import('./consolidations-page').then((file) => file.ConsolidationsPage),
  },
  {
    path: 'masters/customers/:customerId/timeline',
    title: '操作履歴',
    canMatch,
    loadComponent: () => import('./timeline-page').then((file) => file.TimelinePage),
  },
];
