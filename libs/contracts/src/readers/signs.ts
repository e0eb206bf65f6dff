/** Waves, typed with the key ^ or 0. Old Japanese fonts showed U+203E for the same byte. */
export const WAVES = /[~〜～〰‾]/gu;
/** Dashes, minus signs and long-vowel marks: Japanese keyboards put any of them between digits and after kana. */
export const DASHES = /[\p{Dash_Punctuation}⁃−ーｰ─━]/gu;
const BLANKS = /\s/gu;

/** Pairs of characters that people and programs put around a copied text; the key is the opening character. */
const CLOSING: Readonly<Record<string, string>> = {
  '"': '"',
  "'": "'",
  '`': '`',
  '“': '”',
  '‘': '’',
  '«': '»',
  '〝': '〟',
  '<': '>',
  '(': ')',
  '[': ']',
  '{': '}',
  '「': '」',
  '『': '』',
  '〈': '〉',
  '《': '》',
  '【': '】',
  '〔': '〕',
};

/** The text without invisible characters (Unicode: Default_Ignorable_Code_Point) such as U+00AD and U+202A. */
export function withoutInvisible(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/**
 * Cleans a text that is not a name: NFKC, no invisible characters, and nothing that copying adds around it
 * (`mailto:`, `tel:`, `<…>`, `「…」`, quotes, the `="…"` of a spreadsheet).
 */
export function cleaned(text: string): string {
  // Invisible characters are removed before NFKC, because they can separate characters that NFKC composes. NFKC does
  // not create new ones.
  let rest = withoutInvisible(text).normalize('NFKC');
  for (let before = ''; before !== rest;) {
    before = rest;
    rest = withoutBrackets(rest.trim().replace(/^=(?=")/, ''))
      .replace(/^mailto:([^?]*).*$/is, '$1')
      .replace(/^(?:tel|sms):/i, '');
  }
  return rest;
}

function withoutBrackets(text: string): string {
  const closing = CLOSING[text.charAt(0)];
  return closing !== undefined && text.length > 1 && text.endsWith(closing) ? text.slice(1, -1) : text;
}

/**
 * The digits of a number that may be grouped only by spaces and dashes (`0105-8734`). Dots, slashes and brackets stay
 * in the text, which shows that the user meant something else, such as a date or an amount. The `.0` of a spreadsheet
 * number is removed.
 */
export function groupedDigits(text: string): string {
  return withoutFraction(cleaned(text)).replace(WAVES, '').replace(DASHES, '').replace(BLANKS, '');
}

/** Like `groupedDigits`, but brackets, dots and slashes may also group the digits: `(03) 1234.5678`. */
export function bareDigits(text: string): string {
  return groupedDigits(text).replace(/[()[\]./]/gu, '');
}

/** `1058734.0` and `'1058734`: how spreadsheets write a number and a text. */
function withoutFraction(text: string): string {
  return text.replace(/^'/, '').replace(/^(\d+)\.0+$/, '$1');
}
