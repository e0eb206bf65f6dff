import type { IconName } from '@daiko/client-ui';

export interface MenuEntry {
  label: string;
  path: string;
}

/** The menu of the announcement, in its order; ログアウト follows as a button. */
export const MENU: readonly MenuEntry[] = [
  { label: 'マイページ', path: '/mypage' },
  { label: '注文', path: '/orders' },
  { label: '分析', path: '/analysis' },
  { label: 'マスタメンテ', path: '/masters' },
  { label: 'ダウンロード', path: '/downloads' },
  { label: 'サイトマップ', path: '/sitemap' },
  { label: 'ヘルプ', path: '/help' },
];

/** What the thumb reaches on the phone, besides メニュー. */
export const TABS: readonly (MenuEntry & { icon: IconName })[] = [
  { label: 'マイページ', path: '/mypage', icon: 'home' },
  { label: '注文', path: '/orders', icon: 'box' },
  { label: 'ダウンロード', path: '/downloads', icon: 'download' },
];
