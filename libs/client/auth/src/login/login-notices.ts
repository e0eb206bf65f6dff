import type { LoginNotice } from '@daiko/client-session';
import type { NoticeKind } from '@daiko/client-ui';

const NOTICES: Record<LoginNotice, { kind: NoticeKind; heading: string; text: string }> = {
  session_ended: {
    kind: 'info',
    heading: '安全のため、ログアウトしました',
    text: '操作のない時間が続いたか、ログイン情報が変更されました。ログインすると、元の画面に戻ります。',
  },
  signed_out: { kind: 'success', heading: 'ログアウトしました', text: 'ご利用ありがとうございました。' },
  password_set: {
    kind: 'success',
    heading: '新しいパスワードを設定しました',
    text: '新しいパスワードでログインしてください。ほかの端末では、すべてログアウトしました。',
  },
  login_id_confirmed: {
    kind: 'success',
    heading: '新しいログインIDが有効になりました',
    text: '新しいログインIDでログインしてください。パスワードは変わりません。',
  },
};

/** The notice at the top of the login page if the user was sent there by another page. */
export function noticeOf(notice: LoginNotice | undefined): (typeof NOTICES)[LoginNotice] | null {
  return notice ? NOTICES[notice] : null;
}
