/**
 * The customers whose data was in an answer, in the form that the trail stores: each once, in order, consecutive IDs
 * as one range, `01058734-01058790,01058795`. A page of fifty takes about 450 characters, a piece of 1,000 of an
 * export about 9,000.
 * @param ids お客様ID of 8 digits
 */
export function shownCustomers(ids: Iterable<string>): string {
  const ranges: { first: number; last: number }[] = [];
  for (const id of [...new Set(ids)].map(Number).sort((one, other) => one - other)) {
    const range = ranges.at(-1);
    if (range?.last === id - 1) range.last = id;
    else ranges.push({ first: id, last: id });
  }
  return ranges.map(({ first, last }) => [...new Set([first, last])].map(padded).join('-')).join(',');
}

const padded = (id: number): string => String(id).padStart(8, '0');

/** The same list in SQL: one row for each customer. @param detail a column with the detail of an event */
export const eachShownCustomer = (detail: string): string => `
  SELECT lpad(number::text, 8, '0') AS customer_id
    FROM unnest(string_to_array(${detail} ->> 'customers', ',')) AS range,
         generate_series(left(range, 8)::int, right(range, 8)::int) AS number`;
