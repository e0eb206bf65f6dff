/** What an input method shows while one types the reading of a name: kana, and perhaps letters not yet turned into kana. */
const UNFINISHED = /[a-zａ-ｚ]+$/iu;
const KANA_ONLY = /^[ぁ-ゖァ-ヶー・]+$/u;

/**
 * The reading of a name, heard from the input method while it is typed: `かんきょう` becomes `環境`, and カンキョウ is
 * what the kana field wants. A name that is pasted has no reading.
 */
export class KanaReading {
  private reading = '';

  /** The text under conversion has changed. */
  compose(text: string): void {
    const typed = text.normalize('NFKC').replace(UNFINISHED, '');
    // From the first conversion on it shows the result; the reading is what stood there before.
    if (KANA_ONLY.test(typed)) this.reading = typed;
  }

  /** The conversion was confirmed, or given up with nothing. @returns カタカナ to add, or nothing */
  commit(text: string): string {
    const reading = this.reading;
    this.reading = '';
    return text === '' ? '' : toKatakana(reading);
  }
}

function toKatakana(text: string): string {
  return text.replace(/[ぁ-ゖ]/gu, (letter) => String.fromCharCode(letter.charCodeAt(0) + 0x60));
}
