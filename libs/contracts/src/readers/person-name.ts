import type { Reading } from './reading';
import { readLine } from './text-line';

/**
 * Maximum length of a name, kana and address, in code points: one and a half times the length of a line on the
 * printed forms.
 */
export const NAME_MAX = 100;

/** お客様名, kept as typed. */
export function readName(text: string): Reading<string> {
  return readLine(text, 'name.required', NAME_MAX);
}

/** 住所, the part after the postal code. */
export function readAddress(text: string): Reading<string> {
  return readLine(text, 'address.required', NAME_MAX);
}

/**
 * カナ in any kind and width of kana; Latin letters and digits are allowed because company names contain them. Kept as
 * typed.
 */
export function readKana(text: string): Reading<string> {
  const reading = readLine(text, 'kana.required', NAME_MAX);
  if (reading.value === undefined) return reading;
  const isKana = /^[\p{scx=Hiragana}\p{scx=Katakana}A-Z0-9 .,&()'’-]+$/iu.test(
    reading.value.normalize('NFKC'),
  );
  return isKana && !/\p{Script=Han}/u.test(reading.value) ? reading : { code: 'kana.malformed' };
}
