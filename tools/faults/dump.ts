import type pg from 'pg';

/** Where addresses and phone numbers belong; the one place for each. */
export const PLACES_OF_CONTACTS = [
  'public.contact_point.value',
  'public.credential.login_id',
  'public.mail_link.email',
];

interface Column {
  table: string;
  name: string;
  type: string;
}

/** What one column of one table holds. */
export interface Content {
  /** `schema.table.column` */
  place: string;
  text: string;
  /** Bytes as hexadecimal digits, in which six digits stand by chance; PINs are looked for in `text`. */
  hex: string;
}

/**
 * Every column of every table of every schema of ours. Times are left out: their six digits of microseconds would be
 * taken for PINs.
 */
export async function dump(client: pg.Client): Promise<Content[]> {
  const { rows } = await client.query<Column>(COLUMNS);
  const contents: Content[] = [];
  for (const { table, name, type } of rows) {
    const isBytes = type === 'bytea';
    const { rows: values } = await client.query<{ text: string | null; hex: string | null }>(
      `SELECT string_agg(${isBytes ? `encode(${name}, 'escape')` : `${name}::text`}, E'\\n') AS text,
              string_agg(${isBytes ? `encode(${name}, 'hex')` : 'NULL'}, ' ') AS hex FROM ${table}`,
    );
    contents.push({ place: `${table}.${name}`, text: values[0]?.text ?? '', hex: values[0]?.hex ?? '' });
  }
  return contents;
}

const COLUMNS = `
  SELECT format('%I.%I', table_schema, table_name) AS table, format('%I', column_name) AS name, data_type AS type
    FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
   WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
     AND data_type NOT LIKE 'timestamp%'
   ORDER BY table_schema, table_name, ordinal_position`;
