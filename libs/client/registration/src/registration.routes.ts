import type { Routes } from '@angular/router';
import { onlyFor } from '@daiko/client-session';
import type { SitePage } from '@daiko/client-ui';

const roles = ['dealer', 'operator'] as const;
const sitePage = (summary: string): { sitePage: SitePage } => ({ sitePage: { summary, roles } });
const canMatch = [onlyFor(...roles)];

/**
 * Pages on which dealers and operators start a registration or a change for the customers below. They belong to
 * マスタメンテ and come after its routes; the URL of the card takes only digits.
 */
export const registrationRoutes: Routes = [
  {
    path: 'masters/customers/new',
    title: 'お客様登録',
    canMatch,
    data: sitePage('新しいお客様を登録し、ログイン設定メールを送る'),
    loadComponent: () => import('./register-page').then((file) => file.RegisterPage),
  },
  {
    path: 'masters/approvals',
    title: '承認',
    canMatch,
    data: sitePage('ほかの上位店や職員が申請した変更を承認する'),
    loadComponent: () => import('./approvals-page').then((file) => file.ApprovalsPage),
  },
  {
    path: 'masters/customers/:customerId/contacts',
    title: '連絡先の変更',
    canMatch,
    loadComponent: () => import('./contacts-page').then((file) => file.ContactsPage),
  },
  {
    path: 'masters/customers/:customerId/login',
    title: 'ログイン情報の登録',
    canMatch,
    loadComponent: () => import('./customer-login-page').then((file) => file.CustomerLoginPage),
  },
];
