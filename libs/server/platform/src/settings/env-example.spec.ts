import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { settings } from './settings';

interface Entry {
  meaning: string;
  /** As written behind the `=`; undefined when the line is no comment, so that it has to be filled in. */
  byDefault: string | undefined;
}

/** Comment lines, then `#NAME=default` or, without a default, `NAME=` or `#NAME=`. */
function entriesOf(text: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  let comment: string[] = [];
  for (const line of text.split('\n')) {
    const [, name, value] = /^#?([A-Z][A-Z0-9_]*)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) entries.set(name, { meaning: comment.join(' '), byDefault: value || undefined });
    comment = name === undefined && line.startsWith('# ') ? [...comment, line.slice(2)] : [];
  }
  return entries;
}

describe('.env.example', () => {
  const example = entriesOf(readFileSync(join(import.meta.dirname, '../../../../../.env.example'), 'utf8'));
  const schema = z.toJSONSchema(settings, { io: 'input', unrepresentable: 'any' });
  const properties = schema.properties as Record<string, { description?: string; default?: string | number }>;

  it('names every setting, in the order of the schema, and no other', () => {
    expect([...example.keys()]).toEqual(Object.keys(properties));
  });

  it.each(Object.entries(properties))(
    'says meaning and default of %s',
    (name, { description, default: value }) => {
      const byDefault = value === undefined || value === '' ? undefined : String(value);
      expect(example.get(name)).toEqual({ meaning: description, byDefault });
    },
  );
});
