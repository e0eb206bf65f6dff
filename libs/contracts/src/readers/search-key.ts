import { KANJI_FORMS } from './kanji-forms';
import { DASHES, WAVES, withoutInvisible } from './signs';

/**
 * Surrounds each part of a key and never occurs inside a part. Keys that were made before this fold do not have it.
 */
const EDGE = '|';

/** Letters that are written small or large without a rule: キヤノン, キャノン. */
const LARGE: Readonly<Record<string, string>> = {
  ァ: 'ア',
  ィ: 'イ',
  ゥ: 'ウ',
  ェ: 'エ',
  ォ: 'オ',
  ッ: 'ツ',
  ャ: 'ヤ',
  ュ: 'ユ',
  ョ: 'ヨ',
  ヮ: 'ワ',
  ヵ: 'カ',
  ヶ: 'ケ',
};

/** Legal forms of companies, after folding, with their abbreviations. They are ignored at both ends of a name. */
const COMPANY_FORMS: readonly (readonly [form: string, ...short: string[]])[] = [
  ['株式会社', '(株)'],
  ['有限会社', '(有)'],
  ['合同会社', '(同)'],
  ['合資会社', '(資)'],
  ['合名会社', '(名)'],
  ['一般社団法人', '(一社)', '(社)'],
  ['一般財団法人', '(一財)', '(財)'],
  ['医療法人', '(医)'],
  ['学校法人', '(学)'],
  ['社会福祉法人', '(福)'],
  ['宗教法人', '(宗)'],
  ['カブシキガイシヤ', '(カ)', 'カブシキカイシヤ'],
  ['ユウゲンガイシヤ', '(ユ)', 'ユウゲンカイシヤ'],
  ['ゴウドウガイシヤ', '(ド)', 'ゴウドウカイシヤ'],
];

/**
 * The key by which a customer is found, `|環境太郎|カンキヨウタロウ|`, followed by the legal forms of the company. `npm run
 * migrate` makes the keys of earlier versions again.
 */
export function searchKey(name: string, kana: string): string {
  const parts = [name, kana].map(fold).map(withoutForms);
  const forms = new Set(parts.flatMap((part) => part.forms));
  return [EDGE, ...[...parts.map(({ words }) => words.join('')), ...forms].map((part) => part + EDGE)].join(
    '',
  );
}

/**
 * The words of a search text; each of them has to occur somewhere in a key. If there are none, all customers match.
 */
export function searchWords(text: string): string[] {
  const { words, forms } = withoutForms(fold(text));
  return words.length === 0 ? forms : words;
}

/** The search text as a whole name or kana of a key, for LIKE. It contains no wildcard. */
export function wholePart(text: string): string {
  return EDGE + searchWords(text).join('') + EDGE;
}

/**
 * Returns the same form for all ways of writing a name: NFKC, katakana in large letters, one long-vowel mark for all
 * dashes and waves, one form for each kanji; without invisible characters, apostrophes and middle dots. Spaces stay.
 */
function fold(text: string): string {
  return withoutInvisible(text)
    .replace(WAVES, 'ー')
    .replaceAll('゛', '\u3099')
    .replaceAll('゜', '\u309a')
    .normalize('NFKC')
    .replace(/[\u3041-\u3096\u309d\u309e]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
    .replace(/(?<=\p{Script=Han})[ヶケヵガ](?=\p{Script=Han})/gu, 'ケ')
    .replace(/[ァィゥェォッャュョヮヵヶ]/gu, (letter) => LARGE[letter] ?? letter)
    .replace(WAVES, 'ー')
    .replace(DASHES, 'ー')
    .replace(/['’‘‛′・•·|]/gu, '')
    .replace(/\p{Script=Han}/gu, (kanji) => KANJI_FORMS.get(kanji) ?? kanji)
    .toUpperCase();
}

/**
 * Splits off the legal form of a company at both ends of a name. A name that consists only of a legal form keeps it.
 */
function withoutForms(folded: string): { words: string[]; forms: string[] } {
  const forms: string[] = [];
  const words = folded.split(/\s+/u).map((word) => {
    let rest = word;
    for (const [form, ...short] of COMPANY_FORMS) {
      for (const written of [form, ...short]) {
        if (!rest.startsWith(written) && !rest.endsWith(written)) {
          // Inside a word the legal form may be written short or long.
          rest = rest.replaceAll(written, form);
          continue;
        }
        forms.push(form);
        rest = rest.startsWith(written) ? rest.slice(written.length) : rest.slice(0, -written.length);
      }
    }
    return rest;
  });
  return { words: words.filter((word) => word !== ''), forms };
}
