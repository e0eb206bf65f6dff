import type { Reading } from './reading';
import { cleaned } from './signs';

/** The earliest year of birth that is accepted. */
const FIRST_YEAR = 1900;

/** The year before the first year of each era, by the name or the letter of the era. */
const ERAS: readonly [RegExp, number][] = [
  [/^(?:明治|M)/i, 1867],
  [/^(?:大正|T)/i, 1911],
  [/^(?:昭和|S)/i, 1925],
  [/^(?:平成|H)/i, 1988],
  [/^(?:令和|R)/i, 2018],
];

/** 生年月日 as `1960-04-01`. @param text as typed: `1960/4/1`, `1960年4月1日`, `19600401`, `昭和35年4月1日`, `S35.4.1`, full width */
export function readBirthday(text: string): Reading<string> {
  const written = inWesternYears(cleaned(text).replace(/\s/g, '')).replace(
    /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?$/,
    (_, year: string, month: string, day: string) =>
      [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
  );
  const time = /^\d{4}-\d{2}-\d{2}$/.test(written) ? Date.parse(`${written}T00:00:00Z`) : NaN;
  if (!(time >= Date.UTC(FIRST_YEAR, 0) && time <= Date.now())) return { code: 'birthday.malformed' };
  // February 30th would be read as a day of March.
  return new Date(time).toISOString().startsWith(written)
    ? { value: written }
    : { code: 'birthday.malformed' };
}

/** Turns `昭和35年4月1日` into `1960年4月1日`; a text without an era stays unchanged. */
function inWesternYears(text: string): string {
  const era = ERAS.find(([name]) => name.test(text));
  if (era === undefined) return text;
  const [name, before] = era;
  return text
    .replace(name, '')
    .replace(/^(?:元|\d{1,2})(?=\D)/, (year) => String(before + (year === '元' ? 1 : Number(year))));
}
