import type { ConsolidationLogin, UnfitReason } from '@daiko/contracts';
import { formatDate, formatDateTime } from '@daiko/client-ui';

const REASONS: Record<UnfitReason, string> = {
  not_email: 'メールアドレスではないため、残せません。新しいメールアドレスを登録してください。',
  shared: 'ほかのお客様も同じメールアドレスを使っているため、残せません。',
  taken: 'このメールアドレスは、すでにほかのお客様のログインIDになっているため、残せません。',
  suspended: '停止中のため、残せません。',
  one_login_stays: '現在のログイン情報が残るため、使えなくなります。',
};

/**
 * The reason why a login cannot stay, in the words of the page, with the names of the viewer's own customers who use
 * it too.
 */
export function unfitText({
  unfit,
  sharedWith,
}: Pick<ConsolidationLogin, 'unfit' | 'sharedWith'>): string | null {
  if (unfit === null) return null;
  if (sharedWith.length === 0) return REASONS[unfit];
  const names = sharedWith
    .map(({ customerId, customerName }) => `${customerName} (${customerId})`)
    .join('、');
  return `${REASONS[unfit]}使っているお客様: ${names}`;
}

/** 最終ログイン, 作成日 and 利用者名 as rows of text. */
export function factsOf(login: ConsolidationLogin): { name: string; text: string }[] {
  const { lastSignedInAt, createdAt, userName } = login;
  return [
    { name: '最終ログイン', text: lastSignedInAt ? formatDateTime(lastSignedInAt) : '(記録なし)' },
    { name: '作成日', text: createdAt ? formatDate(createdAt) : '(記録なし)' },
    { name: '利用者名', text: userName ?? '(記録なし)' },
  ];
}
