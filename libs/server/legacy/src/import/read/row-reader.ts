import { hasBrokenCharacters, isTooLong, readExportId, readFlag } from './cell-readers';
import type { FieldErrorCode, Reading } from '@daiko/contracts';
import type { Cells, Fault, Reason } from './export-files';

/** Columns whose reader says more exactly which character is not allowed. */
const LINES = ['お客様名', 'お客様名カナ', '住所1', '住所2', '利用者名'];

/** The errors of a line of text, as reasons of 取込エラー.csv. */
const LINE_REASONS: Partial<Record<FieldErrorCode, Reason>> = {
  'name.required': 'required',
  'kana.required': 'required',
  'address.required': 'required',
  'kana.malformed': 'kana',
  'field.too_long': 'too_long',
  'field.line_break': 'line_break',
  'field.private_use': 'private_use',
  'field.link': 'link',
  'field.no_letter': 'no_letter',
};

/** Collects the faults of one row while its cells are read. */
export class RowReader {
  readonly faults: Fault[] = [];

  constructor(private readonly cells: Cells) {
    for (const [column, text] of Object.entries(cells)) {
      // A password hash is never printed, whatever column it is in. Only the column is named.
      if (isTooLong(text)) this.fault(column, 'too_long');
      else if (!LINES.includes(column) && hasBrokenCharacters(text.trim())) this.fault(column, 'characters');
    }
  }

  text(column: string): string {
    return this.cells[column]?.trim() ?? '';
  }

  /** A line of text as the forms read it. @returns null when it cannot be read, which is a fault */
  line(column: string, read: (text: string) => Reading<string>): string | null {
    return this.judge(column, read(this.cells[column] ?? ''));
  }

  judge(column: string, { value, code }: Reading<string>): string | null {
    if (code !== undefined && !this.faults.some((fault) => fault.column === column))
      this.fault(column, LINE_REASONS[code] ?? 'characters');
    return value ?? null;
  }

  required(column: string): string {
    const text = this.text(column);
    if (text === '') this.fault(column, 'required');
    return text;
  }

  /** Null for an empty cell; a cell that cannot be read is a fault. */
  optional<T>(column: string, reason: Reason, read: (text: string) => T | undefined): T | null {
    const text = this.text(column);
    if (text === '') return null;
    const value = read(text);
    if (value === undefined) this.fault(column, reason);
    return value ?? null;
  }

  customerId(): string | null {
    if (this.required('お客様ID') === '') return null;
    return this.optional('お客様ID', 'customer_id', readExportId);
  }

  isSuspended(): boolean {
    const flag = readFlag(this.text('停止'));
    if (flag === undefined) this.fault('停止', 'flag');
    return flag ?? false;
  }

  fault(column: string, reason: Reason): void {
    this.faults.push({ column, reason });
  }
}
