import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { build } from '../start/build.ts';
import { playwrightCounts, vitestCounts } from './reports.ts';
import { check, counted, FAILED, PASSED, succeeds, type Result, type Step } from './step.ts';

const nx = (...targets: string[]) => check('nx', ['run-many', '--output-style=static', '-t', ...targets]);

/** Vitest leaves one of two cores to itself. */
const BOTH_CORES = ['--maxWorkers=2'];

/** Tests of the API that measure time: nothing of ours runs beside them. */
const TIMED = ['customer-search', 'floods', 'leaving', 'protocol', 'queues', 'session-end', 'timing'];
const NOT_TIMED = TIMED.map((name) => `--exclude=**/${name}*.api.spec.ts`);

/** Every check, the quick ones first. */
export const STEPS: Step[] = [
  { part: 'format', title: 'Format', run: () => check('prettier', ['--check', '--log-level=warn', '.']) },
  { part: 'lint', title: 'Lint', run: () => nx('lint') },
  { part: 'types', title: 'Types', run: () => nx('typecheck') },
  { part: 'unit', title: 'Unit tests', run: () => vitest('unit', ...BOTH_CORES) },
  {
    part: 'integration',
    title: 'Integration tests on PostgreSQL',
    run: () => vitest('integration', ...BOTH_CORES),
  },
  {
    part: 'api',
    title: 'API and migration tests',
    run: () => vitest('api', ...BOTH_CORES, ...NOT_TIMED),
  },
  {
    part: 'timed',
    title: 'API tests that measure time',
    run: () => vitest('api', ...TIMED.map((name) => `/${name}`)),
  },
  { part: 'client', title: 'Client unit tests', run: testClient },
  { part: 'build', title: 'Build', run: buildAll },
  {
    part: 'faults',
    title: 'Faults over real processes',
    run: () => vitest('faults', '--no-file-parallelism'),
  },
  { part: 'browser', title: 'Browser tests', run: testInBrowser },
];

async function withReport(use: (file: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'daiko-report-'));
  try {
    return await use(join(folder, 'report.json'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function vitest(project: string, ...options: string[]): Promise<Result> {
  return withReport(async (file) => {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const args = ['run', '--project', project, ...options, ...reporters];
    return counted(await succeeds('vitest', args), file, vitestCounts);
  });
}

function testClient(): Promise<Result> {
  return withReport(async (file) => {
    // The file is that of the first reporter.
    const reporters = ['--reporters=json', '--reporters=default', `--outputFile=${file}`];
    // A cached run would leave no figures.
    const ok = await succeeds('nx', [
      'run',
      'client:test',
      '--skip-nx-cache',
      '--output-style=stream',
      ...reporters,
    ]);
    return counted(ok, file, vitestCounts);
  });
}

async function buildAll(): Promise<Result> {
  try {
    await build(() => undefined);
    return PASSED;
  } catch (error) {
    console.error((error as Error).message);
    return FAILED;
  }
}

/** Debian's Chromium, which the configuration prefers, or the one that Playwright has installed. */
function hasBrowser(): boolean {
  return existsSync('/usr/bin/chromium') || existsSync(chromium.executablePath());
}

async function testInBrowser(): Promise<Result> {
  if (!hasBrowser()) {
    console.error(
      'There is no Chromium. Install it: apt-get install chromium, or npx playwright install chromium',
    );
    return FAILED;
  }
  if ((await buildAll()).failed > 0) return FAILED;
  return withReport(async (file) => {
    const args = ['test', '-c', 'apps/e2e/playwright.config.ts', '--reporter=list,json'];
    const ok = await succeeds('playwright', args, { PLAYWRIGHT_JSON_OUTPUT_NAME: file });
    return counted(ok, file, playwrightCounts);
  });
}
