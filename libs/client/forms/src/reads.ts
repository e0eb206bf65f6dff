import { validate, type SchemaPath } from '@angular/forms/signals';
import type { Reading } from '@daiko/contracts';

/**
 * Judges a field with the contract's reader, the same that judges on the server. The field goes on showing what was
 * typed; the reader's exact form goes into the request only.
 */
export function reads(path: SchemaPath<string>, read: (text: string) => Reading<string>): void {
  validate(path, ({ value }) => {
    const { code } = read(value());
    return code === undefined ? undefined : { kind: code };
  });
}
