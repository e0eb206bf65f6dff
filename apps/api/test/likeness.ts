import type { PinRun } from '@daiko/contracts';
import type { ApiBed } from './api-bed';
import type { Answer } from './visitor';

/** What anybody sees without reading: status, code, which headers there are. */
export function outside({ status, code, headers }: Answer): object {
  return { status, code, headers: Object.keys(headers).sort() };
}

/** The names and kinds of all that an answer holds; lists by their length. */
export function shapeOf({ text }: Answer): unknown {
  return shape(text === '' ? null : JSON.parse(text));
}

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shape(inner)]));
}

/** A run's text without its labels, whose length is that of what was typed and of what is on file. */
export function withoutLabels({ text }: Answer): string {
  const run = JSON.parse(text) as PinRun;
  return JSON.stringify({ ...run, destinations: run.destinations.map((row) => ({ ...row, label: '' })) });
}

export const channelsOf = ({ text }: Answer) =>
  (JSON.parse(text) as PinRun).destinations.map(({ channel }) => channel).join(' ');

/** The first requests find cold caches, and are left out. */
const WARM_UP = 20;

/** One request of somebody new. @returns milliseconds */
async function timeOf(bed: ApiBed, path: string, body: object): Promise<number> {
  const visitor = bed.visitor();
  const began = performance.now();
  await visitor.post(path, body);
  return performance.now() - began;
}

/**
 * Asks for known and unknown in turn, the one first as often as the other.
 * @returns the chance that a known one took longer than an unknown one; 0.5 tells nothing
 */
export async function timesTell(
  bed: ApiBed,
  path: string,
  bodies: { known: object; unknown: (index: number) => object },
  samples: number,
): Promise<number> {
  const times = { known: [] as number[], unknown: [] as number[] };
  const take = {
    known: async () => times.known.push(await timeOf(bed, path, bodies.known)),
    unknown: async (index: number) => times.unknown.push(await timeOf(bed, path, bodies.unknown(index))),
  };
  for (let index = 0; index < samples + WARM_UP; index++) {
    const isKnownFirst = index % 2 === 0;
    if (isKnownFirst) await take.known();
    await take.unknown(index);
    if (!isKnownFirst) await take.known();
  }
  for (const list of Object.values(times)) list.splice(0, WARM_UP);
  const chance = areaUnderCurve(times.known, times.unknown);
  const report = [
    `${path}: ${samples} known and unknown`,
    `median ${median(times.known).toFixed(2)} and ${median(times.unknown).toFixed(2)} ms`,
    `AUC ${chance.toFixed(3)}`,
  ];
  process.stdout.write(`    ${report.join(', ')}\n`);
  return chance;
}

function areaUnderCurve(some: number[], others: number[]): number {
  const wins = some.map((one) =>
    others.reduce((sum, other) => sum + (one > other ? 1 : one === other ? 0.5 : 0), 0),
  );
  return wins.reduce((sum, count) => sum + count, 0) / (some.length * others.length);
}

function median(values: number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
