import type { Crumb } from '@daiko/client-ui';

export const ABOVE_MASTERS: readonly Crumb[] = [
  { label: 'マイページ', path: '/mypage' },
  { label: 'マスタメンテ', path: '/masters' },
];

export const ABOVE_CUSTOMERS: readonly Crumb[] = [
  ...ABOVE_MASTERS,
  { label: 'お客様検索', path: '/masters/customers' },
];
