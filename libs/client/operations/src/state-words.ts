import type { LoggedNotification } from '@daiko/contracts';
import type { BadgeKind, IconName } from '@daiko/client-ui';

/** A state as a badge shows it. */
export interface StateWord {
  text: string;
  kind: BadgeKind;
  icon: IconName;
}

export const STATE_WORDS: Record<LoggedNotification['state'], StateWord> = {
  pending: { text: '待ち', kind: 'info', icon: 'clock' },
  sending: { text: '送信中', kind: 'info', icon: 'clock' },
  retry: { text: '再試行待ち', kind: 'warn', icon: 'clock' },
  sent: { text: '送信しました', kind: 'info', icon: 'ok' },
  delivered: { text: '届きました', kind: 'ok', icon: 'ok' },
  failed: { text: '届きませんでした', kind: 'error', icon: 'error' },
  expired: { text: '期限切れ', kind: 'neutral', icon: 'stop' },
};

/** `38秒`, `4.2秒`, `12分`, `3時間`; `—` if nothing was measured. */
export function formatSeconds(seconds: number | null): string {
  if (seconds === null) return '—';
  if (seconds < 10) return `${seconds.toFixed(1)}秒`;
  if (seconds < 120) return `${Math.round(seconds)}秒`;
  return seconds < 7_200 ? `${Math.round(seconds / 60)}分` : `${Math.round(seconds / 3_600)}時間`;
}

/** `91.1%`; `—` if no message is finished yet. */
export function formatShare({ over, succeeded }: { over: number; succeeded: number }): string {
  return over === 0 ? '—' : `${((succeeded / over) * 100).toFixed(1)}%`;
}
