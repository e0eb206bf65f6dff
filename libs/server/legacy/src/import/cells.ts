import {
  bareDigits,
  readCustomerId,
  readPhone,
  readPostalCode as readTypedPostalCode,
} from '@daiko/contracts';
import { phoneKind, type PhoneKind } from '@daiko/server-customer';

/** Longest text that a cell may hold. */
const TEXT_MAX = 500;

/** Replacement characters of a wrong encoding, NUL and other control characters: none of them belongs in a name. */
export function hasBrokenCharacters(text: string): boolean {
  return /[\ufffd\p{Cc}]/u.test(text.replace(/[\t\r\n]/g, ''));
}

export function isTooLong(text: string): boolean {
  return text.length > TEXT_MAX;
}

/** お客様ID as spreadsheets leave it: full width, all leading zeros lost. */
export function readExportId(text: string): string | undefined {
  const { value } = readCustomerId(text, 1);
  return value === '00000000' ? undefined : value;
}

/** Seven digits, the leading zeros given back. */
export function readPostalCode(text: string): string | undefined {
  return readTypedPostalCode(text, 5).value;
}

/** 2019/4/1, 2019-04-01, with or without a time, in Japan's time. @returns ISO 8601 with offset */
export function readMoment(text: string): string | undefined {
  const typed = text.normalize('NFKC').trim();
  if (!MOMENT.test(typed)) return undefined;
  const parts = (typed.match(/\d+/g) ?? []).map((part) => part.padStart(2, '0'));
  const time = [...parts.slice(3), '00', '00', '00'].slice(0, 3);
  const iso = `${parts.slice(0, 3).join('-')}T${time.join(':')}`;
  return isInCalendar(iso) ? `${iso}+09:00` : undefined;
}

const MOMENT = /^\d{4}[-/]\d{1,2}[-/]\d{1,2}(?:[ T]\d{1,2}:\d{2}(?::\d{2})?)?$/;

/** 2019-02-30 is no day, though it looks like one. */
function isInCalendar(iso: string): boolean {
  const instant = new Date(`${iso}Z`);
  return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(iso);
}

/** 停止: empty or 1. */
export function readFlag(text: string): boolean | undefined {
  const value = text.normalize('NFKC').trim();
  if (value === '') return false;
  return value === '1' ? true : undefined;
}

/** 0120, 0800, 0570, 0990, 020, 0600: they exist, but no PIN can reach them. */
const SERVICES = /^\+81(?:120|800|570|990|20|600)/;

/** A phone whose leading zero a spreadsheet may have eaten. @returns undefined for what is no number of the plan */
export function readExportPhone(text: string): { value: string; kind: PhoneKind } | undefined {
  const bare = bareDigits(text);
  const value = readPhone(/^[1-9]\d{8,9}$/.test(bare) ? `0${bare}` : bare).value;
  if (value === undefined) return undefined;
  const kind = phoneKind(value);
  return kind === 'unreachable_phone' && !SERVICES.test(value) ? undefined : { value, kind };
}
