import { PRODUCT_NAME } from '@daiko/contracts';
import { japaneseTime } from './japanese-time';
import { greeting, signature } from './mail-closing';
import type { MessageFacts, MessageTexts } from './message-facts';

function email(facts: MessageFacts): { subject: string; text: string } {
  return {
    subject: `ログイン情報のリセットを停止しました (${PRODUCT_NAME})`,
    text: [
      ...greeting(facts),
      '次のお客様から「それは私ではありません」とのお知らせがありました。',
      'ご本人の安全のため、このお客様のログイン情報のリセットを停止しています。',
      '',
      `お客様ID : ${facts.aboutCustomerId ?? ''}`,
      `お客様名 : ${facts.aboutCustomerName ?? ''}`,
      `日時 : ${japaneseTime(facts.occurredAt)}`,
      '',
      '登録済みの電話番号でご本人にご確認のうえ、リセットの再開をお願いします。',
      'パスワードやPINコードをお聞きになる必要はありません。',
      '',
      `照合番号 ${facts.reference}`,
      '',
      ...signature(facts),
    ].join('\n'),
  };
}

/** Goes to the upstream dealer and the operators after a user has answered それは私ではありません. */
export const recoveryFrozenTexts = { email } satisfies MessageTexts;
