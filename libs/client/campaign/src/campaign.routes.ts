import type { Routes } from '@angular/router';
import { onlyFor } from '@daiko/client-session';
import type { SitePage } from '@daiko/client-ui';

const roles = ['dealer', 'operator'] as const;
const summary = '配下のお客様のログイン情報を1つにするまでの進み具合を確認し、お願いのメールを送る';

/** ログイン統合キャンペーン, below マスタメンテ. */
export const campaignRoutes: Routes = [
  {
    path: 'masters/campaign',
    title: 'ログイン統合キャンペーン',
    canMatch: [onlyFor(...roles)],
    data: { sitePage: { summary, roles, tab: 'キャンペーン' } satisfies SitePage },
    loadComponent: () => import('./campaign-page').then((file) => file.CampaignPage),
  },
];
