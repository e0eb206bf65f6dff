import type { Routes } from '@angular/router';
import type { SitePage } from '@daiko/client-ui';
import { LoginPage } from './login/login-page';

const inquiry = () => import('./reset/inquiry-page').then((file) => file.InquiryPage);
const sitePage = (summary: string): { sitePage: SitePage } => ({ sitePage: { summary } });

/** Pages that need no login: the login page and the pages behind mailed links. */
export const authRoutes: Routes = [
  {
    path: 'login',
    title: 'ログイン',
    // Not lazy: most visits begin here, and this page consists of parts that every other page needs too.
    component: LoginPage,
  },
  {
    path: 'login/passkey',
    title: 'パスキーの確認',
    loadComponent: () => import('./login/passkey-step-page').then((file) => file.PasskeyStepPage),
  },
  {
    path: 'reset',
    title: '新しいパスワードの設定',
    loadComponent: () => import('./password/new-password-page').then((file) => file.NewPasswordPage),
  },
  {
    path: 'setup',
    title: 'ログイン情報の設定',
    loadComponent: () => import('./mail-link/setup-page').then((file) => file.SetupPage),
  },
  {
    path: 'confirm',
    title: '新しいログインIDの確認',
    loadComponent: () => import('./mail-link/new-login-id-page').then((file) => file.NewLoginIdPage),
  },
  {
    path: 'consolidate',
    title: 'ログイン情報を1つにする',
    loadComponent: () => import('./mail-link/consolidate-page').then((file) => file.ConsolidatePage),
  },
  {
    path: 'contact-change',
    title: '連絡先の変更のご確認',
    loadComponent: () => import('./mail-link/contact-change-page').then((file) => file.ContactChangePage),
  },
  {
    path: 'not-me',
    title: 'お心当たりのない変更のご連絡',
    loadComponent: () => import('./mail-link/not-me-page').then((file) => file.NotMePage),
  },
];

/** お問い合わせ, for all users; a logged-in user still sees the お客様ID above it. */
export const inquiryRoutes: Routes = [
  { path: 'inquiry', title: 'お問い合わせ', loadComponent: inquiry },
  {
    path: 'inquiry/login-id',
    title: 'ログインIDのリセット - お問い合わせ',
    loadComponent: inquiry,
    data: { only: 'login_id_reset' },
  },
  {
    path: 'inquiry/password',
    title: 'パスワードのリセット - お問い合わせ',
    loadComponent: inquiry,
    data: { only: 'password_reset' },
  },
];

/** Pages below `/mypage/credential`, for logged-in users, on which the login is changed. */
export const credentialRoutes: Routes = [
  {
    path: 'mypage/credential/login-id',
    title: 'ログインIDの変更',
    data: sitePage('ログインIDにしているメールアドレスを変更する'),
    loadComponent: () => import('./credential/change-login-id-page').then((file) => file.ChangeLoginIdPage),
  },
  {
    path: 'mypage/credential/password',
    title: 'パスワードの変更',
    data: sitePage('パスワードを変更する'),
    loadComponent: () => import('./credential/change-password-page').then((file) => file.ChangePasswordPage),
  },
];
