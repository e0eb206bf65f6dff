/** One case as an observer sees it: words for the visible features, and whether the case is real. */
export interface Case {
  words: string[];
  isReal: boolean;
}

const ROUNDS = 40;
const STEP = 0.15;
/** Keeps the weights of words small that were seen only a few times. */
const DECAY = 0.02;
/** A word that was seen less often in training is ignored. */
const LEAST_SEEN = 3;

/**
 * Measures how well a logistic regression distinguishes real cases from decoys. It is trained on one half and tested
 * on the other, and then the other way round.
 * @returns the area under its curve; 0.5 is chance
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

/** The words that were seen often enough, with an initial weight of 0. */
function known(cases: readonly Case[]): Map<string, number> {
  const seen = new Map<string, number>();
  for (const { words } of cases) for (const word of words) seen.set(word, (seen.get(word) ?? 0) + 1);
  return new Map([...seen].filter(([, times]) => times >= LEAST_SEEN).map(([word]) => [word, 0]));
}

function sumOf(weights: Map<string, number>, words: readonly string[]): number {
  return words.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0) / Math.sqrt(words.length || 1);
}

/** The probability that a value of the first list is higher than a value of the second; equal values count half. */
export function areaUnderCurve(some: readonly number[], others: readonly number[]): number {
  const sorted = [...others].sort((one, other) => one - other);
  const wins = some.reduce((sum, one) => sum + (rank(sorted, one, false) + rank(sorted, one, true)) / 2, 0);
  return wins / (some.length * others.length);
}

/** The number of smaller values in a sorted list; with `orEqual`, equal values are included. */
function rank(sorted: readonly number[], value: number, orEqual: boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value || (orEqual && sorted[middle] === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
