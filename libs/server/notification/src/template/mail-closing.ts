import { addressed, OPERATOR_NAME, PRODUCT_NAME } from '@daiko/contracts';
import type { MessageFacts } from './message-facts';

/** `環境 太郎 様` or `(有)みどり商会 御中` as the first line of a mail, if the name is known. */
export function greeting({ customerName }: MessageFacts): string[] {
  return customerName === null ? [] : [addressed(customerName), ''];
}

/** The lines below the text of a mail: 照合番号, the link for それは私ではありません, whom to call, and the sender. */
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

/** The end of every mail: whom to call, and the sender. */
export function signature({ helpDesk }: MessageFacts): string[] {
  return [
    ...whomToCall(helpDesk),
    // Mail programs recognize a signature by the blank at the end of this line (RFC 3676 4.3).
    '-- ',
    `${OPERATOR_NAME} ${PRODUCT_NAME}`,
    'このメールは送信専用です。ご返信いただいてもお答えできません。',
  ];
}
