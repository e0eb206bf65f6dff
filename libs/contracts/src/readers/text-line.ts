import type { FieldErrorCode, Reading } from './reading';
import { withoutInvisible } from './signs';

/**
 * Characters that a line of text must not contain. Each kind has its own code, so that the page can say which kind
 * was found.
 */
const REFUSED: readonly (readonly [FieldErrorCode, RegExp])[] = [
  ['field.line_break', /[\t\n\v\f\r\u0085\p{Zl}\p{Zp}]/u],
  ['field.bidi_control', /\p{Bidi_Control}/u],
  // 外字: only the machine on which such a character was made knows how it looks.
  ['field.private_use', /\p{Co}/u],
  ['field.unreadable', /[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}\ufffd]/u],
];

/** Kanji, kana, a Latin letter or a digit; the long-vowel mark is not included. */
const LETTER = /[\p{Lo}\p{Lu}\p{Ll}\p{Lt}\p{N}]/u;
/** Text that mail programs turn into a link, in any width. */
const LINK = /:\/\/|www\./i;

/**
 * Reads one line of text that other users will read: a name, an address, a reason. It is kept as typed, but without
 * surrounding spaces and without invisible characters. A variation selector stays, because it chooses the form of a
 * kanji.
 * @param missing the code for an empty text
 * @param max maximum length of the line, in code points
 */
export function readLine(text: string, missing: FieldErrorCode, max: number): Reading<string> {
  const typed = text.trim();
  const refused = REFUSED.find(([, signs]) => signs.test(typed));
  if (refused !== undefined) return { code: refused[0] };
  const line = typed.replace(/(?!\p{Variation_Selector})\p{Default_Ignorable_Code_Point}/gu, '').trim();
  if (withoutInvisible(line) === '') return { code: missing };
  if (LINK.test(line.normalize('NFKC'))) return { code: 'field.link' };
  if (!LETTER.test(line)) return { code: 'field.no_letter' };
  return [...line].length > max ? { code: 'field.too_long' } : { value: line };
}
