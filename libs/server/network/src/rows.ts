/** A time of PostgreSQL in the format of the contracts: ISO 8601 in UTC. */
export const iso = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** Makes a page from one row more than fits on it. @param key of a row, from which the next page continues */
export function pageOf<T>(
  rows: readonly T[],
  size: number,
  key: (row: T) => string,
): { rows: T[]; next: string | null } {
  const page = rows.slice(0, size);
  const last = page.at(-1);
  return { rows: page, next: rows.length > size && last !== undefined ? key(last) : null };
}
