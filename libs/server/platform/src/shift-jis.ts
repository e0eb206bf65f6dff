import iconv from 'iconv-lite';

/** Windows-31J, the encoding that Japanese Excel calls Shift_JIS. */
const SHIFT_JIS = 'cp932';

/** Characters that Windows-31J has only in another form, with that form. */
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
 * A character and the marks that are stored separately from it. Only these are combined: NFC of the whole text would
 * also replace kanji that Windows-31J has in both forms, but a name must keep the kanji that was typed.
 */
const MARKED = /\P{M}[\u0300-\u036f\u3099\u309a]+/gu;
/** A variation selector chooses the form of the kanji before it. */
const VARIATION_SELECTOR = /\p{Variation_Selector}/gu;
/** One character as a reader sees it: a kanji and its variation selector together. */
const SIGN = /.\p{Variation_Selector}*/gsu;

/**
 * The text in Shift_JIS. A character that Shift_JIS does not have becomes `?`; a kanji in a special form becomes the
 * plain kanji.
 */
export function inShiftJis(text: string): Buffer {
  return iconv.encode(known(text).replace(VARIATION_SELECTOR, ''), SHIFT_JIS);
}

/** The characters of a text that would be changed in Shift_JIS, each once. */
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
