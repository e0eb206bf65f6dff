import type { Rig } from '../faults/rig.ts';

/** What was measured against what, and what it is to reach (spec of performance: P1 to P4). */
export interface Finding {
  id: string;
  what: string;
  figure: number;
  unit: string;
  against: string;
  peer: number;
  ratio: number;
  goal: string;
  reached: boolean;
}

/** What every measure needs. */
export interface Bench {
  rig: Rig;
  folder: string;
  rounds: number;
  seconds: number;
}

/** What is measured, before it is. */
export type Subject = Pick<Finding, 'id' | 'what' | 'unit'>;

/** What came of a measure of requests per second. @param goal the ratio to reach */
export function compare(
  subject: Subject,
  figures: Map<string, number>,
  name: string,
  against: string,
  goal: number,
): Finding {
  const [figure = Number.NaN, peer = Number.NaN] = [figures.get('ours'), figures.get(name)];
  const ratio = figure / peer;
  return { ...subject, figure, against, peer, ratio, goal: `≥ ${String(goal)} ×`, reached: ratio >= goal };
}
