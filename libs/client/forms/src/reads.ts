import { validate, type SchemaPath } from '@angular/forms/signals';
import type { Reading } from '@daiko/contracts';

/**
 * Checks a field with the reader of the contract, which the server uses too. The field keeps showing what the user
 * typed; only the request contains the exact form of the reader.
 */
export function reads(path: SchemaPath<string>, read: (text: string) => Reading<string>): void {
  validate(path, ({ value }) => {
    const { code } = read(value());
    return code === undefined ? undefined : { kind: code };
  });
}
