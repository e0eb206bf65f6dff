import type { Crumb } from '@daiko/client-ui';

/** Where the pages that change login information lie. */
export const ABOVE: readonly Crumb[] = [
  { label: 'マイページ', path: '/mypage' },
  { label: 'ログイン情報', path: '/mypage/credential' },
];
