import { bareDigits, foldKana, readPhone, searchWords } from '@daiko/contracts';

/** The parts of a search text; a customer must match all of them. */
export interface SearchTerms {
  /** Parts of the customer's search key. */
  words: string[];
  /** The same words for keys from before `searchKey`, until the last of them is renewed. */
  formerWords: string[];
  numbers: NumberTerm[];
}

/** All possible meanings of a row of digits; a customer is found by any of them. */
export interface NumberTerm {
  /** お客様IDs from … to …, both included. */
  ids: { from: string; to: string }[];
  /**
   * A whole phone in E.164. A part of a phone finds nothing, because otherwise a masked phone could be found digit by
   * digit.
   */
  phone: string | null;
  /** Last four digits of a phone. */
  phoneEnding: string | null;
  /** Part of a name, such as `109`. */
  word: string | null;
}

/** Number of digits of an お客様ID. An お客様ID with one digit less has lost its leading zero in Excel. */
const ID_LENGTH = 8;
const ENDING_LENGTH = 4;
/** Shorter numbers are in too many keys for the index to help; names of one or two digits are found by their kana. */
const WORD_LENGTH = 3;

/**
 * @param text as the user typed it: any width, any kana, any dashes
 * @returns undefined when the text contains nothing to search for
 */
export function readSearchTerms(text = ''): SearchTerms | undefined {
  const whole = readNumber(text);
  if (whole !== undefined) return { words: [], formerWords: [], numbers: [whole] };
  const pieces = text.split(/\s+/u).map((piece) => ({ piece, number: readNumber(piece) }));
  const rest = pieces
    .filter(({ number }) => number === undefined)
    .map(({ piece }) => piece)
    .join(' ');
  const terms = {
    words: searchWords(rest),
    formerWords: foldKana(rest)
      .split(' ')
      .filter((word) => word !== ''),
    numbers: pieces.flatMap(({ number }) => number ?? []),
  };
  return terms.words.length === 0 && terms.numbers.length === 0 ? undefined : terms;
}

/**
 * The phones in a search text, whole or by their last four digits. Searches with phones are counted and recorded in
 * the trail.
 */
export function phonesSoughtBy(text: string | undefined): string[] {
  const numbers = readSearchTerms(text)?.numbers ?? [];
  return numbers.flatMap(({ phone, phoneEnding }) => phone ?? phoneEnding ?? []);
}

function readNumber(text: string): NumberTerm | undefined {
  const typed = bareDigits(text);
  if (!/^\+?\d+$/.test(typed)) return undefined;
  const digits = typed.replace('+', '');
  const isWord = digits.length >= WORD_LENGTH && digits.length <= ID_LENGTH;
  return {
    ids: [digits, ...(digits.length === ID_LENGTH - 1 ? [`0${digits}`] : [])].flatMap(idsBeginningWith),
    phone: readPhone(typed).value ?? phoneWithoutPlus(digits),
    phoneEnding: typed.length === ENDING_LENGTH ? digits : null,
    word: isWord ? searchWords(text).join('') : null,
  };
}

/** `81 90 1111 2770`. A number of eight digits is an お客様ID. */
function phoneWithoutPlus(digits: string): string | null {
  return digits.length > ID_LENGTH && digits.startsWith('81')
    ? (readPhone(`+${digits}`).value ?? null)
    : null;
}

function idsBeginningWith(digits: string): { from: string; to: string }[] {
  if (!/^\d{1,8}$/.test(digits)) return [];
  return [{ from: digits.padEnd(ID_LENGTH, '0'), to: digits.padEnd(ID_LENGTH, '9') }];
}
