import { bareDigits, foldKana } from '@daiko/contracts';

/** What a search text asks for: words of a name, or digits of an お客様ID or a phone. */
export type SearchTerms = { words: string[]; numbers?: undefined } | { words?: undefined; numbers: Numbers };

/** Whatever a row of digits can stand for; a customer is found by any of them. */
export interface Numbers {
  /** お客様IDs from … to …, both included. */
  ids: { from: string; to: string }[];
  /** Beginning of a phone in E.164. */
  phonePrefix: string | null;
  /** Last four digits of a phone. */
  phoneEnding: string | null;
}

/** Digits of an お客様ID, and of what is left of one whose zero Excel ate. */
const ID_LENGTH = 8;
const ENDING_LENGTH = 4;
/** Fewer digits begin too many phones to tell one from another: `090` are all mobiles. */
const PREFIX_LENGTH = 5;

/** @param text as typed: any width, any kana, any dashes; undefined when nothing is asked for */
export function readSearchTerms(text = ''): SearchTerms | undefined {
  const digits = bareDigits(text);
  if (/^\+?\d+$/.test(digits)) return { numbers: readNumbers(digits) };
  const words = foldKana(text)
    .split(' ')
    .filter((word) => word !== '');
  return words.length === 0 ? undefined : { words };
}

function readNumbers(digits: string): Numbers {
  const national = digits.replace(/^\+?810?(?=[1-9])/, '0');
  return {
    ids: [digits, ...(digits.length === ID_LENGTH - 1 ? [`0${digits}`] : [])].flatMap(idsBeginningWith),
    phonePrefix:
      national.startsWith('0') && national.length >= PREFIX_LENGTH ? `+81${national.slice(1)}` : null,
    phoneEnding: digits.length === ENDING_LENGTH ? digits : null,
  };
}

function idsBeginningWith(digits: string): { from: string; to: string }[] {
  if (!/^\d{1,8}$/.test(digits)) return [];
  return [{ from: digits.padEnd(ID_LENGTH, '0'), to: digits.padEnd(ID_LENGTH, '9') }];
}
