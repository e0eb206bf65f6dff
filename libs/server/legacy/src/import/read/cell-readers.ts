import {
  bareDigits,
  cleaned,
  groupedDigits,
  isServiceNumber,
  readCustomerId,
  readPhone,
  readPostalCode as readTypedPostalCode,
} from '@daiko/contracts';
import { phoneKind, type PhoneKind } from '@daiko/server-customer';

/** Characters of the longest text that a cell may contain. */
const TEXT_MAX = 500;

/**
 * Whether a cell has characters that must not be in any cell: remains of a wrong encoding, NUL, line breaks and other
 * control characters, halves of characters, and code points that are no characters (U+FFFF). The reader trims the
 * cell first.
 */
export function hasBrokenCharacters(text: string): boolean {
  return /[\ufffd\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u.test(text);
}

export function isTooLong(text: string): boolean {
  return text.length > TEXT_MAX;
}

/** Reads a whole number as spreadsheets write it, with `.0` at the end or in quotes. @returns its digits */
function readWhole(text: string): string | undefined {
  const digits = groupedDigits(text);
  return /^\d+$/.test(digits) ? digits : undefined;
}

/** Reads an お客様ID as spreadsheets leave it: it may have full width, and all leading zeros may be lost. */
export function readExportId(text: string): string | undefined {
  const { value } = readCustomerId(text, 1);
  return value === '00000000' ? undefined : value;
}

/** Reads seven digits and restores the leading zeros. */
export function readPostalCode(text: string): string | undefined {
  return readTypedPostalCode(text, 5).value;
}

/** First and last year that a record of the old system can have. */
const FIRST_YEAR = 1900;
const LAST_YEAR = 2099;

/**
 * Reads a day, with or without a time, in Japan's time: 2019/4/1, 2019-04-01, 2019.4.1, 2019年4月1日, 20190401. The year
 * may also come last, if it is clear which number is the day (4/25/2019, 25/4/2019). @returns ISO 8601 with offset
 */
export function readMoment(text: string): string | undefined {
  const typed = cleaned(text)
    .trim()
    .replace(/(\d)\s*年\s*(\d+)\s*月\s*(\d+)\s*日/u, '$1/$2/$3');
  const found = MOMENT.exec(typed)?.groups;
  const day = found && readDay(found['day'] ?? '');
  if (day === undefined) return undefined;
  const iso = `${day}T${timeOf(found)}`;
  return isInCalendar(iso) ? `${iso}+09:00` : undefined;
}

function timeOf({ hour = '0', minute = '00', second = '00' }: Record<string, string> = {}): string {
  return [hour, minute, second].map((part) => part.padStart(2, '0')).join(':');
}

const MOMENT =
  /^(?<day>[\d/.-]+)(?:[ T](?<hour>\d{1,2}):(?<minute>\d{2})(?::(?<second>\d{2})(?:\.\d{1,6})?)?)?$/;

function readDay(text: string): string | undefined {
  const whole = /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(text);
  if (whole !== null) return isoDay(whole[1], whole.at(-2), whole.at(-1));
  return readTurnedDay(text);
}

/** Reads month and day before the year, in either order, if only one of the two can be the month. */
function readTurnedDay(text: string): string | undefined {
  const turned = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$/.exec(text);
  if (turned === null) return undefined;
  const [, first = '', , second = '', year] = turned;
  if (Number(first) > 12) return isoDay(year, second, first);
  return Number(second) > 12 || first === second ? isoDay(year, first, second) : undefined;
}

function isoDay(year = '', month = '', day = ''): string | undefined {
  const isBelievable = Number(year) >= FIRST_YEAR && Number(year) <= LAST_YEAR;
  return isBelievable ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : undefined;
}

/** 2019-02-30 looks like a day but does not exist. */
function isInCalendar(iso: string): boolean {
  const instant = new Date(`${iso}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso);
}

const FLAGS = new Map([
  ['', false],
  ['0', false],
  ['FALSE', false],
  ['1', true],
  ['TRUE', true],
]);

/** Reads 停止: empty or 1. A spreadsheet also writes 1.0 and TRUE. */
export function readFlag(text: string): boolean | undefined {
  const value = cleaned(text).trim().toUpperCase();
  return FLAGS.get(readWhole(value) ?? value);
}

/** 優先順: 0 to 999. */
export function readPriority(text: string): number | undefined {
  const digits = readWhole(text);
  return digits !== undefined && digits.length <= 3 ? Number(digits) : undefined;
}

/**
 * Reads a phone number whose leading zero a spreadsheet may have removed.
 * @returns undefined if it is no number of the numbering plan
 */
export function readExportPhone(text: string): { value: string; kind: PhoneKind } | undefined {
  const bare = bareDigits(text);
  const value = readPhone(/^[1-9]\d{8,9}$/.test(bare) ? `0${bare}` : text).value;
  if (value === undefined) return undefined;
  const kind = phoneKind(value);
  return kind === 'unreachable_phone' && !isServiceNumber(value) ? undefined : { value, kind };
}
