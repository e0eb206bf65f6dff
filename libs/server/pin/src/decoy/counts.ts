import { LEAST_CUSTOMERS, RARE, type Counts } from './contact-statistics';

/** Several tables of counts, each under its own name. */
export type Tables = Record<string, Counts>;

export function increase(counts: Counts, name: string, by = 1): void {
  counts[name] = (Object.hasOwn(counts, name) ? (counts[name] ?? 0) : 0) + by;
}

export function count(tables: Tables, table: string, name: string, by = 1): void {
  if (!Object.hasOwn(tables, table)) tables[table] = {};
  increase(tables[table] ?? {}, name, by);
}

/** Counts the sign that follows two signs of a label, one sign, and any sign; `0` stands for all digits. */
export function countChain(labels: Tables, label: string): void {
  const signs = `^${label.replace(/\d/g, '0')}$`;
  for (let at = 1; at < signs.length; at++) {
    for (const order of [0, 1, 2].filter((length) => length <= at))
      count(labels, signs.slice(at - order, at), signs.charAt(at));
  }
}

/** Keeps the values that enough customers have. */
export const often = (counts: Counts): Counts =>
  Object.fromEntries(Object.entries(counts).filter(([, seen]) => seen >= LEAST_CUSTOMERS));

/** Counts all values that too few customers have together. */
export const pooled = (counts: Counts): Counts =>
  pooledBy(counts, (name) => (counts[name] ?? 0) >= LEAST_CUSTOMERS);

/** As `pooled`, with another rule. */
export function pooledBy(counts: Counts, isKept: (name: string) => boolean): Counts {
  const result: Counts = {};
  for (const [name, seen] of Object.entries(counts)) increase(result, isKept(name) ? name : RARE, seen);
  return result;
}

/** The last two digits of endings that too few customers have. */
export function lastTwoOfRare(counts: Counts): Counts {
  const result: Counts = {};
  for (const [ending, seen] of Object.entries(counts))
    if (seen < LEAST_CUSTOMERS) increase(result, ending.slice(-2), seen);
  return result;
}

export function mapValues(tables: Tables, change: (counts: Counts) => Counts): Tables {
  return Object.fromEntries(Object.entries(tables).map(([name, counts]) => [name, change(counts)]));
}
