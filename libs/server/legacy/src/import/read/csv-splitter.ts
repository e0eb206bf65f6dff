/** One row of a CSV file. */
export interface CsvRow {
  /**
   * The number in a spreadsheet: the first row of the file is 1, and a row with line breaks in its cells counts once.
   */
  number: number;
  /** Null: the row is longer than ROW_MAX. */
  cells: string[] | null;
}

/** A quote is never closed, so the text after it cannot be split into cells. */
export class QuoteLeftOpen extends Error {
  override name = 'QuoteLeftOpen';

  /** @param row where the quote was opened */
  constructor(readonly row: number) {
    super(`A quote is opened in row ${row} and never closed`);
  }
}

/** Characters of the longest row. Nothing of a longer row is kept, so that the memory use has a limit. */
const ROW_MAX = 65_536;

const QUOTE = 0x22;
const COMMA = 0x2c;
const RETURN = 0x0d;
const LINE_FEED = 0x0a;

/**
 * Splits CSV (RFC 4180) into rows, piece by piece. Outside quotes, CRLF, LF and CR each end a row, even if they are
 * mixed within a file. A quote is an ordinary character within an unquoted cell, and in a quoted cell if no comma or
 * line end follows it. The 0x1A with which DOS ends a file is left out.
 */
export class CsvSplitter {
  private number = 1;
  private cells: string[] = [];
  private cell = '';
  private length = 0;
  /**
   * `closed`: the last character was a quote in a quoted cell. The next character shows whether it closed the cell.
   */
  private state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  /** The last character was a CR that ended a row. An LF after it belongs to the same line end. */
  private isAfterReturn = false;
  private rows: CsvRow[] = [];

  /** @returns the rows that end in this piece */
  write(text: string): CsvRow[] {
    for (let index = 0; index < text.length;) {
      if (this.state === 'quoted') index = this.readQuoted(text, index);
      else if (this.state === 'closed') index = this.readAfterQuote(text, index);
      else index = this.readPlain(text, index);
    }
    return this.takeRows();
  }

  /** @returns the last row, when no line end follows it @throws QuoteLeftOpen */
  end(): CsvRow[] {
    const withoutEnd = withoutEndMark(this.cell);
    const isClosed = this.state !== 'quoted' || (withoutEnd !== this.cell && withoutEnd.endsWith('"'));
    if (!isClosed) throw new QuoteLeftOpen(this.number);
    this.cell = this.state === 'quoted' ? withoutEnd.slice(0, -1) : withoutEnd;
    if (this.cells.length > 0 || this.cell !== '' || this.length > ROW_MAX) this.endRow();
    return this.takeRows();
  }

  private readQuoted(text: string, index: number): number {
    const quote = text.indexOf('"', index);
    const end = quote === -1 ? text.length : quote;
    this.append(text.slice(index, end));
    if (quote === -1) return end;
    this.state = 'closed';
    return end + 1;
  }

  private readAfterQuote(text: string, index: number): number {
    const code = text.charCodeAt(index);
    if (isSeparator(code)) {
      this.state = 'plain';
      return index;
    }
    // Two quotes mean one quote. A quote with anything else after it is a character of the cell.
    this.state = 'quoted';
    this.append('"');
    return code === QUOTE ? index + 1 : index;
  }

  private readPlain(text: string, index: number): number {
    let end = index;
    while (end < text.length && !isSeparator(text.charCodeAt(end))) end++;
    if (this.state === 'start' && text.charCodeAt(index) === QUOTE) {
      this.isAfterReturn = false;
      this.state = 'quoted';
      return index + 1;
    }
    if (end > index) {
      this.append(text.slice(index, end));
      this.isAfterReturn = false;
      this.state = 'plain';
    }
    return end === text.length ? end : this.readSeparator(text.charCodeAt(end), end);
  }

  private readSeparator(code: number, index: number): number {
    const isRestOfLineEnd = code === LINE_FEED && this.isAfterReturn;
    this.isAfterReturn = code === RETURN;
    if (code === COMMA) this.endCell();
    else if (!isRestOfLineEnd) this.endRow();
    return index + 1;
  }

  private append(text: string): void {
    this.length += text.length;
    if (this.length <= ROW_MAX) this.cell += text;
    else this.forget();
  }

  private forget(): void {
    this.cell = '';
    this.cells = [];
  }

  private endCell(): void {
    // The comma of a cell is counted too, so that a row with only commas also has a limit.
    if (++this.length > ROW_MAX) this.forget();
    else this.cells.push(this.cell);
    this.cell = '';
    this.state = 'start';
  }

  private endRow(): void {
    const isTooLong = this.length > ROW_MAX;
    this.cells.push(this.cell);
    this.rows.push({ number: this.number++, cells: isTooLong ? null : this.cells });
    this.forget();
    this.length = 0;
    this.state = 'start';
  }

  private takeRows(): CsvRow[] {
    const { rows } = this;
    this.rows = [];
    return rows;
  }
}

function isSeparator(code: number): boolean {
  return code === COMMA || code === LINE_FEED || code === RETURN;
}

/** DOS ended a text file with 0x1A, and some programs still do. */
function withoutEndMark(text: string): string {
  let end = text.length;
  while (text.charCodeAt(end - 1) === 0x1a) end--;
  return text.slice(0, end);
}
