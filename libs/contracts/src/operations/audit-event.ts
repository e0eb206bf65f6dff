/** The kinds of events by which an operator can filter a timeline. */
export const AUDIT_KINDS = ['sign_in', 'recovery', 'login', 'registration', 'reading'] as const;
export type AuditKind = (typeof AUDIT_KINDS)[number];

export const AUDIT_KIND_NAMES: Record<AuditKind, string> = {
  sign_in: 'ログイン',
  recovery: '本人確認とリセット',
  login: 'ログイン情報の変更',
  registration: '登録内容の変更',
  reading: '閲覧と出力',
};

/**
 * All events that the audit trail can hold, by area, with the name that 運用 uses and the kind. There is only one list:
 * an event that is removed from it cannot be recorded, and an event without a name cannot be shown. The result of an
 * event (`done`, `refused`) is recorded beside it.
 */
export const AUDIT_EVENT_FACTS = {
  sign_in: { name: 'ログイン', kind: 'sign_in' },
  sign_out: { name: 'ログアウト', kind: 'sign_in' },
  step_up: { name: 'パスワードの再確認', kind: 'sign_in' },
  'session.ended': { name: 'ほかの端末のログアウト', kind: 'sign_in' },
  'access.denied': { name: '許可のない操作', kind: 'sign_in' },
  identification: { name: 'リセットの申し込み', kind: 'recovery' },
  'pin.issued': { name: 'PINコードの発行', kind: 'recovery' },
  'pin.checked': { name: 'PINコードの入力', kind: 'recovery' },
  'mail_link.sent': { name: '確認メールの送信', kind: 'recovery' },
  'mail_link.used': { name: '確認メールのリンクの使用', kind: 'recovery' },
  'login_id.changed': { name: 'ログインIDの変更', kind: 'login' },
  'password.changed': { name: 'パスワードの変更', kind: 'login' },
  'recovery.frozen': { name: '「それは私ではありません」によるリセットの停止', kind: 'recovery' },
  'recovery.reopened': { name: 'リセットの再開', kind: 'recovery' },
  'passkey.added': { name: 'パスキーの登録', kind: 'login' },
  'passkey.removed': { name: 'パスキーの削除', kind: 'login' },
  'passkey.refused': { name: 'パスキーの確認の失敗', kind: 'sign_in' },
  'passkey.counter_reversed': { name: '複製の疑いのあるパスキーの使用', kind: 'sign_in' },
  'passkey.held': { name: '「それは私ではありません」によるパスキーの停止', kind: 'login' },
  'passkey.required': { name: 'パスキーを必須にする設定', kind: 'login' },
  'passkey.optional': { name: 'パスキーの必須の解除', kind: 'login' },
  'recovery_code.made': { name: '復旧コードの作成', kind: 'login' },
  'recovery_code.used': { name: '復旧コードの使用', kind: 'sign_in' },
  'recovery_code.refused': { name: '復旧コードの入力誤り', kind: 'sign_in' },
  'recovery_code.ended': { name: '「それは私ではありません」による復旧コードの停止', kind: 'login' },
  'customer.searched': { name: 'お客様検索', kind: 'reading' },
  'customer.read': { name: 'お客様情報の閲覧', kind: 'reading' },
  'customer.exported': { name: 'お客様一覧の出力', kind: 'reading' },
  'customer.registered': { name: 'お客様の登録', kind: 'registration' },
  'customer.changed': { name: 'お客様情報の変更', kind: 'registration' },
  'customer.moved': { name: '上位店の変更', kind: 'registration' },
  'customer.suspended': { name: 'お客様の利用停止', kind: 'registration' },
  'customer.reinstated': { name: 'お客様の利用再開', kind: 'registration' },
  'credential.registered': { name: 'ログイン用メールアドレスの登録', kind: 'login' },
  'credential.invited': { name: 'ログイン設定メールの送信', kind: 'login' },
  'operator.approved': { name: '職員の承認', kind: 'registration' },
  'operator.refused': { name: '職員の登録の却下', kind: 'registration' },
  'contact.change_asked': { name: '連絡先の変更の申請', kind: 'registration' },
  'contact.changed': { name: '連絡先の変更', kind: 'registration' },
  'contact.change_refused': { name: '連絡先の変更の却下または取り下げ', kind: 'registration' },
  'master.changed': { name: 'マスタの変更', kind: 'registration' },
  'legacy.upload_opened': { name: '取り込むファイルの送信の開始', kind: 'registration' },
  'legacy.upload_received': { name: '取り込むファイルの受信', kind: 'registration' },
  'legacy.upload_discarded': { name: '取り込むファイルの破棄', kind: 'registration' },
  'legacy.import_begun': { name: '以前のシステムからの取り込みの開始', kind: 'registration' },
  'legacy.imported': { name: '以前のシステムからの取り込み', kind: 'registration' },
  'legacy.consolidated': { name: 'ログイン情報の統合', kind: 'login' },
  'legacy.revoked': { name: 'ログイン情報の統合の取り消し', kind: 'login' },
  'campaign.read': { name: '統合キャンペーンの閲覧', kind: 'reading' },
  'campaign.reminded': { name: 'お願いのメールの送信', kind: 'registration' },
  'operations.read': { name: '通知の運用の閲覧', kind: 'reading' },
  'operations.changed': { name: '通知方法の停止と再開', kind: 'registration' },
  'notification.resent': { name: '通知の再送', kind: 'registration' },
  'audit.read': { name: '操作履歴の閲覧', kind: 'reading' },
  'audit.exported': { name: '操作履歴の出力', kind: 'reading' },
} as const satisfies Record<string, { name: string; kind: AuditKind }>;

export type AuditEventName = keyof typeof AUDIT_EVENT_FACTS;

export const AUDIT_EVENTS = Object.keys(AUDIT_EVENT_FACTS) as AuditEventName[];
