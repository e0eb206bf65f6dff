import type { Reading } from './reading';
import { readLine } from './text-line';

/** Longest name, kana and address, in code points: what fits into a line of the printed forms, and a half more. */
export const NAME_MAX = 100;

/** お客様名: kept as it was typed. */
export function readName(text: string): Reading<string> {
  return readLine(text, 'name.required', NAME_MAX);
}

/** 住所 below the postal code. */
export function readAddress(text: string): Reading<string> {
  return readLine(text, 'address.required', NAME_MAX);
}

/** カナ in any kind and width of kana; Latin letters and digits as company names have them. Kept as it was typed. */
export function readKana(text: string): Reading<string> {
  const reading = readLine(text, 'kana.required', NAME_MAX);
  if (reading.value === undefined) return reading;
  const isKana = /^[\p{scx=Hiragana}\p{scx=Katakana}A-Z0-9 .,&()'’-]+$/iu.test(
    reading.value.normalize('NFKC'),
  );
  return isKana && !/\p{Script=Han}/u.test(reading.value) ? reading : { code: 'kana.malformed' };
}
