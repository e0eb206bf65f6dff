import { addressed, OPERATOR_NAME, PRODUCT_NAME } from '@daiko/contracts';
import type { MessageFacts } from './message-facts';

/** `環境 太郎 様` or `(有)みどり商会 御中` as the first line of a mail, where the name is known. */
export function greeting({ customerName }: MessageFacts): string[] {
  return customerName === null ? [] : [addressed(customerName), ''];
}

/** What stands below every mail's own text: 照合番号, how to say それは私ではありません, whom to call, who sends. */
export function closing(facts: MessageFacts): string[] {
  const { reference, notMeUrl } = facts;
  return [
    '',
    `照合番号 ${reference}`,
    '画面に照合番号が表示されている場合は、同じ番号であることをお確かめください。',
    '',
    'お心当たりがない場合は、次のページから「それは私ではありません」とお知らせください。',
    notMeUrl,
    '',
    ...signature(facts),
  ];
}

function whomToCall(helpDesk: MessageFacts['helpDesk']): string[] {
  if (helpDesk === null) return [];
  const { role, name, phone } = helpDesk;
  return [`お問い合わせ先: ${role} ${name} 電話 ${phone}`, ''];
}

/** Whom to call, and who sends: the end of every mail. */
export function signature({ helpDesk }: MessageFacts): string[] {
  return [
    ...whomToCall(helpDesk),
    // Mail programs know a signature by the blank at the end of this line (RFC 3676 4.3).
    '-- ',
    `${OPERATOR_NAME} ${PRODUCT_NAME}`,
    'このメールは送信専用です。ご返信いただいてもお答えできません。',
  ];
}
