import { hasBrokenCharacters, isTooLong, readExportId, readFlag } from './cells';
import type { Cells, Fault, Reason } from './export-files';

/** Collects the faults of one row while its cells are read. */
export class RowReader {
  readonly faults: Fault[] = [];

  constructor(private readonly cells: Cells) {
    for (const [column, text] of Object.entries(cells)) {
      // A password hash is never printed, wherever it stands; only its column is named.
      if (hasBrokenCharacters(text)) this.fault(column, 'characters');
      else if (isTooLong(text)) this.fault(column, 'too_long');
    }
  }

  text(column: string): string {
    return this.cells[column]?.trim() ?? '';
  }

  textOrNull(column: string): string | null {
    const text = this.text(column);
    return text === '' ? null : text;
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
