import { formatWait } from '@daiko/client-ui';

/** The reason why another PIN cannot be sent now, or an empty text. @param wait seconds */
export function resendRefusal(wait: number, sendsLeft: number): string {
  if (sendsLeft <= 0) return 'PINコードを送れる回数を使い切りました。はじめからやり直してください。';
  return wait > 0 ? `あと ${formatWait(wait)}で再送できます` : '';
}
