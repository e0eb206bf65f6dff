import type { Session } from '@daiko/contracts';
import type { IconName } from '../icon-shapes';

export interface MenuEntry {
  label: string;
  path: string;
  /** The roles to which it is shown; without this, it is shown to all. */
  roles?: readonly Session['role'][];
}

/** The menu of the announcement, in its order, and 運用 for operators. ログアウト follows as a button. */
export const MENU: readonly MenuEntry[] = [
  { label: 'マイページ', path: '/mypage' },
  { label: '注文', path: '/orders' },
  { label: '分析', path: '/analysis' },
  { label: 'マスタメンテ', path: '/masters' },
  { label: 'ダウンロード', path: '/downloads' },
  { label: '運用', path: '/ops', roles: ['operator'] },
  { label: 'サイトマップ', path: '/sitemap' },
  { label: 'ヘルプ', path: '/help' },
];

/** The entries that a role sees. */
export function menuFor(role: Session['role'] | undefined): readonly MenuEntry[] {
  return MENU.filter(({ roles }) => roles === undefined || (role !== undefined && roles.includes(role)));
}

/** The entries that the thumb can reach on the phone, besides メニュー. */
export const TABS: readonly (MenuEntry & { icon: IconName })[] = [
  { label: 'マイページ', path: '/mypage', icon: 'home' },
  { label: '注文', path: '/orders', icon: 'box' },
  { label: 'ダウンロード', path: '/downloads', icon: 'download' },
];
