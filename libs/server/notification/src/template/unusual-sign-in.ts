import { PRODUCT_NAME } from '@daiko/contracts';
import { deviceName } from './device-name';
import { japaneseTime } from './japanese-time';
import { closing, greeting } from './mail-closing';
import type { MailText, MessageFacts, MessageTexts, UnusualSignIn } from './message-facts';

/** Goes only to the login ID, because the sign-in used it. */
export const unusualSignInTexts = {
  email: (facts: MessageFacts): MailText => ({
    subject: `${headline(facts.signIn)} (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      `${japaneseTime(facts.occurredAt)}に、お客様のログインIDでログインがありました。`,
      '',
      ...(facts.signIn === null ? [] : describe(facts.signIn)),
      '',
      'ご本人のログインの場合は、何もする必要はありません。',
      'そうでない場合は、いつもの方法でログイン画面を開き、「ログインID/パスワードをお忘れの方」からパスワードを再設定してください。すべての端末がログアウトします。',
      ...closing(facts),
    ].join('\n'),
  }),
} satisfies MessageTexts;

function headline(signIn: UnusualSignIn | null): string {
  return signIn?.isNewDevice === false
    ? 'パスワードの入力誤りのあとにログインがありました'
    : '新しい端末からログインがありました';
}

function describe({ userAgent, address, isNewDevice, failuresBefore }: UnusualSignIn): string[] {
  return [
    `端末 : ${deviceName(userAgent)}${isNewDevice ? ' (これまでにお使いでない端末です)' : ''}`,
    `接続元 : ${roughAddress(address)} (IPアドレスの一部)`,
    ...(failuresBefore > 0
      ? [`この前に、パスワードの入力誤りが${String(failuresBefore)}回ありました。`]
      : []),
  ];
}

/** A part of the address: enough to recognize the own Internet provider, but not enough to find the household. */
export function roughAddress(address: string): string {
  const [bare = ''] = address.split('/');
  if (!bare.includes(':')) return bare.replace(/\.\d+\.\d+$/, '.***.***');
  return `${bare.split(':').slice(0, 2).join(':')}:****`;
}
