/** One thing that is measured, and how much of it a second. */
export interface Contender {
  name: string;
  measure: () => Promise<number>;
}

/** The middle one, or the mean of the middle two. */
export function median(figures: readonly number[]): number {
  const sorted = [...figures].sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN;
  return (upper + lower) / 2;
}

/** The share-th of them, 0.95 for p95. */
export function percentile(figures: readonly number[], share: number): number {
  const sorted = [...figures].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Measures in turn, A B C A B C …, so that what the machine does meanwhile is done to all. @returns medians by name */
export async function inTurn(contenders: readonly Contender[], rounds: number): Promise<Map<string, number>> {
  const figures = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round < rounds; round++) {
    for (const { name, measure } of contenders) figures.get(name)?.push(await measure());
  }
  return new Map([...figures].map(([name, all]) => [name, median(all)]));
}
