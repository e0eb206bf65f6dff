/** What a message is for. Each has one file of Japanese texts on the server, per channel it can go by. */
export const MESSAGE_KINDS = [
  'pin',
  'login_id_link',
  'login_id_taken',
  'password_link',
  'login_id_changed',
  'password_changed',
  'recovery_frozen',
  'login_setup_link',
  'login_set_up',
  'contact_changed',
  'contact_change_waiting',
  'consolidation_link',
  'consolidated',
  'consolidated_below',
  'consolidation_undone',
  'campaign_reminder',
  'campaign_summary',
  'unusual_sign_in',
] as const;
export type MessageKind = (typeof MESSAGE_KINDS)[number];

/** What 運用 calls each of them: a kind without a name does not compile. */
export const MESSAGE_KIND_NAMES: Record<MessageKind, string> = {
  pin: 'PINコード',
  login_id_link: 'ログインIDの確認メール',
  login_id_taken: '使用中のログインIDの案内',
  password_link: 'パスワードの再設定メール',
  login_id_changed: 'ログインID変更のお知らせ',
  password_changed: 'パスワード変更のお知らせ',
  recovery_frozen: 'リセット停止のお知らせ',
  login_setup_link: 'ログイン設定メール',
  login_set_up: 'ログイン設定のお知らせ',
  contact_changed: '連絡先変更のお知らせ',
  contact_change_waiting: '承認のお願い',
  consolidation_link: '統合の確認メール',
  consolidated: '統合のお知らせ',
  consolidated_below: '下位店の統合のお知らせ',
  consolidation_undone: '統合の取り消しのお知らせ',
  campaign_reminder: 'ログイン情報の確認のお願い',
  campaign_summary: '下位店の確認状況のお知らせ',
  unusual_sign_in: 'いつもと違うログインのお知らせ',
};
