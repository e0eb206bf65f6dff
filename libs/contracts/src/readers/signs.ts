/** Waves, by the key ^ or 0; U+203E is what the same byte showed in old Japanese fonts. */
export const WAVES = /[~〜～〰‾]/gu;
/** Dashes, minus signs and long-vowel marks: Japanese keyboards put any of them between digits and after kana. */
export const DASHES = /[\p{Dash_Punctuation}⁃−ーｰ─━]/gu;
const BLANKS = /\s/gu;

/** What people and programs put around a copied text, by its first sign. */
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

/** A text without the signs that show nothing (Unicode: Default_Ignorable_Code_Point), such as U+00AD and U+202A. */
export function withoutInvisible(text: string): string {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '');
}

/**
 * What was meant by a text that is no name: NFKC, no invisible signs, and nothing that copying puts around it
 * (`mailto:`, `tel:`, `<…>`, `「…」`, quotes, the `="…"` of a spreadsheet).
 */
export function cleaned(text: string): string {
  // Without invisible signs NFKC composes what they kept apart, and it makes none of them anew.
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
 * The digits of a number that may be grouped by blanks and dashes only (`0105-8734`). Dots, slashes and brackets stay
 * and so betray that something else was meant: a date, an amount. The `.0` of a spreadsheet's number goes.
 */
export function groupedDigits(text: string): string {
  return withoutFraction(cleaned(text)).replace(WAVES, '').replace(DASHES, '').replace(BLANKS, '');
}

/** As `groupedDigits`, but brackets, dots and slashes group digits too: `(03) 1234.5678`. */
export function bareDigits(text: string): string {
  return groupedDigits(text).replace(/[()[\]./]/gu, '');
}

/** `1058734.0` and `'1058734`: how spreadsheets write the number and the text. */
function withoutFraction(text: string): string {
  return text.replace(/^'/, '').replace(/^(\d+)\.0+$/, '$1');
}
