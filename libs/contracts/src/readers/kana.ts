/**
 * The form of a name in which it is searched: NFKC, ひらがな as カタカナ, single blanks, upper case.
 * Names keep what was typed; only this key is folded (`ｶﾝｷｮｳ　たろう` → `カンキョウ タロウ`).
 */
export function foldKana(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u3041-\u3096\u309d\u309e]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase();
}
