/**
 * The text that an input method shows while the user types the reading of a name: kana, and perhaps letters that are
 * not turned into kana yet.
 */
const UNFINISHED = /[a-zａ-ｚ]+$/iu;
const KANA_ONLY = /^[ぁ-ゖァ-ヶー・]+$/u;

/**
 * The reading of a name, taken from the input method while the user types: `かんきょう` becomes `環境`, and the kana field
 * needs カンキョウ. A pasted name has no reading.
 */
export class KanaReading {
  private reading = '';

  /** Called when the text under conversion has changed. */
  compose(text: string): void {
    const typed = text.normalize('NFKC').replace(UNFINISHED, '');
    // From the first conversion on the text is the result, so the reading is the text before it.
    if (KANA_ONLY.test(typed)) this.reading = typed;
  }

  /** Called when the conversion was confirmed or cancelled. @returns カタカナ to add, or nothing */
  commit(text: string): string {
    const reading = this.reading;
    this.reading = '';
    return text === '' ? '' : toKatakana(reading);
  }
}

function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖ]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
}
