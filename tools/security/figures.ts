import { readFileSync } from 'node:fs';

/** One line of the closing table. */
export interface Figure {
  /** S1 to S11, or `web`. */
  goal: string;
  what: string;
  wanted: string;
  seen: string;
  isGood: boolean;
}

/** What spec and asvs.md call S1 to S11; each has to have figures in a whole run. */
export const GOALS: Record<string, string> = {
  S1: 'one PIN, many at once',
  S2: 'guessing at one customer',
  S3: 'guessing at all customers',
  S4: 'who is known',
  S5: 'what it costs',
  S6: 'where secrets are',
  S7: 'who may do what',
  S8: 'sessions',
  S9: 'injection',
  S10: 'floods',
  S11: 'the trail',
  web: 'browsers, links, proxies',
};

interface Report {
  testResults: {
    assertionResults: { status: string; meta?: { figures?: Omit<Figure, 'isGood'>[] } }[];
  }[];
}

/** The figures of one run of Vitest. @param file its JSON report */
export function figuresIn(file: string): Figure[] {
  const { testResults } = JSON.parse(readFileSync(file, 'utf8')) as Report;
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .flatMap(({ status, meta }) =>
      (meta?.figures ?? []).map((figure) => ({ ...figure, isGood: status === 'passed' })),
    );
}

/** The closing table, goal by goal; what has no figure says so. */
export function tableOf(figures: readonly Figure[]): string {
  const width = (of: (figure: Figure) => string) =>
    Math.max(...figures.map((figure) => of(figure).length), 0);
  const [what, wanted, seen] = [
    width((row) => row.what),
    width((row) => row.wanted),
    width((row) => row.seen),
  ];
  const lines = Object.entries(GOALS).flatMap(([goal, title]) => {
    const own = figures.filter((figure) => figure.goal === goal);
    const rows = own.map(
      (row) =>
        `  ${row.isGood ? 'ok    ' : 'FAILED'}  ${row.what.padEnd(what)}  ${row.wanted.padEnd(wanted)}  ${row.seen.padEnd(seen)}`,
    );
    return [`${goal.padEnd(4)}${title}`, ...(rows.length > 0 ? rows : ['  –       no figure'])];
  });
  const heading = `${' '.repeat(10)}${'what'.padEnd(what)}  ${'wanted'.padEnd(wanted)}  seen`;
  return [heading, ...lines].map((line) => line.trimEnd()).join('\n');
}

/** Goals of which a run showed nothing. */
export function goalsWithout(figures: readonly Figure[]): string[] {
  return Object.keys(GOALS).filter((goal) => !figures.some((figure) => figure.goal === goal));
}
