import type { Routes } from '@angular/router';
import type { SitePage } from '@daiko/client-ui';
import { LoginPage } from './login-page';

const inquiry = () => import('./inquiry-page').then((file) => file.InquiryPage);
const sitePage = (summary: string): { sitePage: SitePage } => ({ sitePage: { summary } });

/** Pages without login: login, inquiry and the answers to mailed links. */
export const authRoutes: Routes = [
  {
    path: 'login',
    title: 'ログイン',
    // Not lazy: most visits begin here, and the parts it is made of are those of every other page.
    component: LoginPage,
  },
  {
    path: 'login/passkey',
    title: 'パスキーの確認',
    loadComponent: () => import('./passkey-step-page').then((file) => file.PasskeyStepPage),
  },
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
  {
    path: 'reset',
    title: '新しいパスワードの設定',
    loadComponent: () => import('./new-password-page').then((file) => file.NewPasswordPage),
  },
  {
    path: 'setup',
    title: 'ログイン情報の設定',
    loadComponent: () => import('./setup-page').then((file) => file.SetupPage),
  },
  {
    path: 'confirm',
    title: '新しいログインIDの確認',
    loadComponent: () => import('./new-login-id-page').then((file) => file.NewLoginIdPage),
  },
  {
    path: 'consolidate',
    title: 'ログイン情報を1つにする',
    loadComponent: () => import('./consolidate-page').then((file) => file.ConsolidatePage),
  },
  {
    path: 'contact-change',
    title: '連絡先の変更のご確認',
    loadComponent: () => import('./contact-change-page').then((file) => file.ContactChangePage),
  },
  {
    path: 'not-me',
    title: 'お心当たりのない変更のご連絡',
    loadComponent: () => import('./not-me-page').then((file) => file.NotMePage),
  },
];

/** Pages of the signed-in below `/mypage/credential` that change the login. */
export const credentialRoutes: Routes = [
  {
    path: 'mypage/credential/login-id',
    title: 'ログインIDの変更',
    data: sitePage('ログインIDにしているメールアドレスを変更する'),
    loadComponent: () => import('./change-login-id-page').then((file) => file.ChangeLoginIdPage),
  },
  {
    path: 'mypage/credential/password',
    title: 'パスワードの変更',
    data: sitePage('パスワードを変更する'),
    loadComponent: () => import('./change-password-page').then((file) => file.ChangePasswordPage),
  },
];
