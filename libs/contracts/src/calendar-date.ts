import type { Reading } from './reading';
import { cleaned } from './signs';

/** Oldest birthday that is believed. */
const FIRST_YEAR = 1900;

/** 生年月日 as `1960-04-01`. @param text as typed: `1960/4/1`, `1960年4月1日`, `19600401`, full width */
export function readBirthday(text: string): Reading<string> {
  const written = cleaned(text)
    .replace(/\s/g, '')
    .replace(/^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?$/, (_, year: string, month: string, day: string) =>
      [year, month.padStart(2, '0'), day.padStart(2, '0')].join('-'),
    );
  const time = /^\d{4}-\d{2}-\d{2}$/.test(written) ? Date.parse(`${written}T00:00:00Z`) : NaN;
  if (!(time >= Date.UTC(FIRST_YEAR, 0) && time <= Date.now())) return { code: 'birthday.malformed' };
  // February 30th is read as a day of March.
  return new Date(time).toISOString().startsWith(written)
    ? { value: written }
    : { code: 'birthday.malformed' };
}
