import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SessionLookup } from '@daiko/server-auth';
import { SESSION_COOKIE, type AppConfig } from '@daiko/server-platform';
import { parseArgs } from 'node:util';
import { DataSource } from 'typeorm';
import { createApi } from '../create-api';
import { UsageError, type AdminCommand, type AdminTools } from './admin-command';
import { pagesOf, type Page } from './pages/page-list';
import { StatementLog } from './pages/statement-log';
import { viewersIn, type PageViewer } from './pages/viewers';

const USAGE = `  npm run admin -- pages [--times 20] [--limit 100] [--only TEXT] [--explain]
      opens every page that dealers and operators read, as an operator and as the dealer with most customers below, and
      says how long each takes; exit code 1 when p95 of one is above the limit, or one does not answer.
      --explain shows the plan of each statement of the pages that are too slow, --only those whose name has the text.
      Changes nothing but: the audit trail says that the two looked, from "npm run admin -- pages"; and the phones that
      are sought count for their limits of this hour
`;
const OPTIONS = {
  times: { type: 'string', default: '20' },
  limit: { type: 'string', default: '100' },
  only: { type: 'string', default: '' },
  explain: { type: 'boolean', default: false },
} as const;
/** Any token works here: see `actAs`. */
const TOKEN = 'x'.repeat(43);

interface Measured {
  status: number;
  rows: number;
  p50: number;
  p95: number;
}

export const pagesCommand: AdminCommand = {
  usage: USAGE,
  run: async (args, tools) => {
    const { values } = parseArgs({ args, options: OPTIONS });
    const [times, limit] = [Number(values.times), Number(values.limit)];
    if (!Number.isInteger(times) || times < 1 || !(limit > 0)) throw new UsageError(USAGE);
    const viewers = await viewersIn(tools.db);
    const app = await createApi(besideTheApi(tools.config));
    try {
      await app.init();
      await app.getHttpAdapter().getInstance().ready();
      const run = { app, times, limit, only: values.only, log: new StatementLog(app.get(DataSource)), tools };
      let slow = 0;
      for (const viewer of viewers) slow += await measureViewer(run, viewer, values.explain);
      tools.say(
        slow === 0 ? `every page is below ${String(limit)} ms` : `${String(slow)} pages are too slow`,
      );
      return slow === 0 ? 0 : 1;
    } finally {
      await app.close();
    }
  },
};

interface Run {
  app: NestFastifyApplication;
  times: number;
  limit: number;
  only: string;
  log: StatementLog;
  tools: AdminTools;
}

/** @returns how many pages were too slow */
async function measureViewer(run: Run, viewer: PageViewer, isExplained: boolean): Promise<number> {
  actAs(run.app, viewer);
  run.tools.say(`\n${viewer.role} ${viewer.name}\n    p50     p95    rows`);
  let slow = 0;
  for (const page of pagesOf(viewer).filter(({ name }) => name.includes(run.only))) {
    const { status, rows, p50, p95 } = await measure(run, page);
    const isSlow = status !== 200 || p95 > run.limit;
    const remark = `${status === 200 ? '' : ` answers ${String(status)}`}${isSlow ? '  <<<' : ''}`;
    run.tools.say(`${number(p50)} ${number(p95)} ${String(rows).padStart(7)}  ${page.name}${remark}`);
    if (!isSlow) continue;
    slow += 1;
    if (isExplained) await explain(run, page);
  }
  return slow;
}

async function measure({ app, times }: Run, page: Page): Promise<Measured> {
  const took: number[] = [];
  let last = { status: 0, rows: 0 };
  for (let time = 0; time < times; time++) {
    const began = performance.now();
    last = await open(app, page);
    took.push(performance.now() - began);
  }
  took.sort((one, other) => one - other);
  const at = (share: number) => took[Math.ceil(share * times) - 1] ?? 0;
  return { ...last, p50: at(0.5), p95: at(0.95) };
}

async function open(app: NestFastifyApplication, { path }: Page): Promise<{ status: number; rows: number }> {
  const { statusCode, body } = await app.inject({
    url: `/api/${path}`,
    headers: { 'user-agent': 'npm run admin -- pages' },
    cookies: { [SESSION_COOKIE]: TOKEN },
  });
  return { status: statusCode, rows: statusCode === 200 ? rowsIn(body) : 0 };
}

/** Length of the first list in an answer. */
function rowsIn(body: string): number {
  const lists = Object.values(JSON.parse(body) as Record<string, unknown>).filter(Array.isArray);
  return lists[0]?.length ?? 1;
}

async function explain({ app, log, tools }: Run, page: Page): Promise<void> {
  for (const { sql, milliseconds, plan } of await log.during(() => open(app, page)))
    for (const line of [`${milliseconds.toFixed(1)} ms`, sql, ...plan]) tools.say(`      ${line}`);
}

/**
 * In this process every request runs as the viewer. No session is opened, so there is no token that could be stolen.
 */
function actAs(app: NestFastifyApplication, { signedIn }: PageViewer): void {
  app.get(SessionLookup, { strict: false }).use = () => Promise.resolve(signedIn);
}

/** Uses a free port for /healthz, because the API itself may be running on this machine. */
function besideTheApi(config: AppConfig): AppConfig {
  return Object.create(config, { values: { value: { ...config.values, OPS_PORT: 0 } } }) as AppConfig;
}

const number = (milliseconds: number): string => milliseconds.toFixed(1).padStart(7);
