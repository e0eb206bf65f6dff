import iconv from 'iconv-lite';

/** Windows-31J, what Japanese Excel means by Shift_JIS. */
const SHIFT_JIS = 'cp932';

/** Signs that Windows-31J has only in another form, by the form that it has. */
const SAME_SIGN: Readonly<Record<string, string>> = {
  '〜': '～',
  '−': '－',
  '‖': '∥',
  '—': '―',
  '¥': '￥',
  '¢': '￠',
  '£': '￡',
  '¬': '￢',
  '\u2011': '‐',
  '\u00a0': ' ',
  ゔ: 'ヴ',
  ゕ: 'ヵ',
  ゖ: 'ヶ',
};
const OTHER_FORM = new RegExp(`[${Object.keys(SAME_SIGN).join('')}]`, 'gu');

/**
 * A sign and the marks that are stored apart from it. Only these are put together: NFC of the whole text would also
 * exchange kanji that Windows-31J has in both forms, and a name keeps the kanji that was typed.
 */
const MARKED = /\P{M}[\u0300-\u036f\u3099\u309a]+/gu;
/** It chooses the form of the kanji before it. */
const VARIATION_SELECTOR = /\p{Variation_Selector}/gu;
/** What a reader sees as one sign: a kanji with the selector of its form is one. */
const SIGN = /.\p{Variation_Selector}*/gsu;

/** The text in Shift_JIS; what it does not have becomes `?`, a kanji in a form of its own becomes the plain kanji. */
export function inShiftJis(text: string): Buffer {
  return iconv.encode(known(text).replace(VARIATION_SELECTOR, ''), SHIFT_JIS);
}

/** The signs of a text that would not arrive in Shift_JIS as they are, each once. */
export function lostInShiftJis(text: string): string[] {
  return [...new Set(known(text).match(SIGN))].filter(
    (sign) => iconv.decode(iconv.encode(sign, SHIFT_JIS), SHIFT_JIS) !== sign,
  );
}

function known(text: string): string {
  return text
    .replace(MARKED, (sign) => sign.normalize('NFC'))
    .replace(OTHER_FORM, (sign) => SAME_SIGN[sign] ?? sign);
}
