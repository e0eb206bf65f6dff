import type { CampaignCause, CauseCounts } from '@daiko/contracts';
import type { BadgeKind, IconName } from '@daiko/client-ui';

/** What prevents one working login, in the words of ログイン状況. */
export const CAUSES: readonly {
  cause: CampaignCause;
  field: keyof CauseCounts;
  text: string;
  kind: BadgeKind;
  icon: IconName;
}[] = [
  { cause: 'several', field: 'several', text: '複数あり', kind: 'warn', icon: 'alert' },
  { cause: 'none', field: 'none', text: '未設定', kind: 'neutral', icon: 'none' },
  { cause: 'invited', field: 'invited', text: '確認待ち', kind: 'info', icon: 'clock' },
  { cause: 'bouncing', field: 'bouncing', text: 'メール不達', kind: 'error', icon: 'error' },
  { cause: 'no_phone', field: 'noPhone', text: '電話番号なし', kind: 'warn', icon: 'phone' },
];

/** The entries of the given causes, in their order. */
export function causeWords(causes: readonly CampaignCause[]): typeof CAUSES {
  return CAUSES.filter(({ cause }) => causes.includes(cause));
}

/** `あと129日`, `今日まで`, `期限を過ぎています`. */
export function daysLeftText(days: number): string {
  if (days < 0) return '期限を過ぎています';
  return days === 0 ? '今日まで' : `あと${days}日`;
}
