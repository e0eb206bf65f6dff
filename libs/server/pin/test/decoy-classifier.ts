/** What an observer makes of one case: words that stand for what can be seen, and whether it was a real one. */
export interface Case {
  words: string[];
  isReal: boolean;
}

const ROUNDS = 40;
const STEP = 0.15;
/** Keeps weights of words small that were seen a few times only. */
const DECAY = 0.02;
/** A word that was seen less often in training tells nothing. */
const LEAST_SEEN = 3;

/**
 * How well a logistic regression tells real cases from decoys: trained on one half and asked about the other, and the
 * other way round. @returns the area under its curve; 0.5 is chance
 */
export function telling(cases: readonly Case[]): number {
  const halves = [
    cases.filter((_, index) => index % 4 < 2),
    cases.filter((_, index) => index % 4 >= 2),
  ] as const;
  return (judge(halves[0], halves[1]) + judge(halves[1], halves[0])) / 2;
}

function judge(training: readonly Case[], asked: readonly Case[]): number {
  const weights = train(training);
  const scores = asked.map(({ words, isReal }) => ({ score: sumOf(weights, words), isReal }));
  const of = (isReal: boolean) => scores.filter((one) => one.isReal === isReal).map(({ score }) => score);
  return areaUnderCurve(of(true), of(false));
}

function train(cases: readonly Case[]): Map<string, number> {
  const weights = known(cases);
  for (let round = 0; round < ROUNDS; round++) {
    const step = STEP / (1 + round / 4);
    for (const { words, isReal } of cases) {
      const error = (isReal ? 1 : 0) - 1 / (1 + Math.exp(-sumOf(weights, words)));
      for (const word of words.filter((one) => weights.has(one))) {
        const weight = weights.get(word)!;
        weights.set(word, weight + step * (error - DECAY * weight));
      }
    }
  }
  return weights;
}

/** Words that were seen often enough, without a weight yet. */
function known(cases: readonly Case[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const { words } of cases) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  return new Map([...seen].filter(([, times]) => times >= LEAST_SEEN).map(([word]) => [word, 0]));
}

function sumOf(weights: Map<string, number>, words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) / Math.sqrt(words.length || 1);
}

/** The chance that one of the first scores higher than one of the others; equal ones count half. */
export function areaUnderCurve(some: readonly number[], others: readonly number[]): number {
  const sorted = [...others].sort((one, other) => one - other);
  const wins = some.reduce((sum, one) => sum + (rank(sorted, one, false) + rank(sorted, one, true)) / 2, 0);
  return wins / (some.length * others.length);
}

/** How many of a sorted list are smaller; with `orEqual` those that are equal, too. */
function rank(sorted: readonly number[], value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
