/**
 * The form of a name that is used for search: NFKC, ひらがな as カタカナ, single spaces, upper case. Names are stored as
 * typed; only this key is folded (`ｶﾝｷｮｳ　たろう` → `カンキョウ タロウ`).
 */
export function foldKana(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\u3041-\u3096\u309d\u309e]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60))
    .replace(/\s+/gu, ' ')
    .trim()
    .toUpperCase();
}
