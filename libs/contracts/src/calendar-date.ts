import type { Reading } from './reading';

/** Oldest birthday that is believed. */
const FIRST_YEAR = 1900;

/** 生年月日 as `1960-04-01`. @param text as typed: `1960/4/1`, `1960年4月1日`, `19600401`, full width */
export function readBirthday(text: string): Reading<string> {
  const typed = text.normalize('NFKC').replace(/\s/g, '');
  const [, year = '', month = '', day = ''] = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})\D?$/.exec(typed) ?? [];
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${written}T00:00:00Z`);
  // February 30th is read as a day of March.
  const isDay = !Number.isNaN(time) && new Date(time).toISOString().startsWith(written);
  return isDay && Number(year) >= FIRST_YEAR && time <= Date.now()
    ? { value: written }
    : { code: 'birthday.malformed' };
}
