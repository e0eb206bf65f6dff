import {
  affectedIn,
  AuditTrail,
  AuditVerification,
  eventsOf,
  type Period,
  type ReportedEvent,
} from '@daiko/server-audit';
import { parseArgs } from 'node:util';
import { UsageError, type AdminCommand, type AdminTools } from './admin-command';

const USAGE = `  npm run admin -- audit verify [--head POSITION:HASH]
      recomputes the chain of the audit trail and names what was changed; exit code 1 when something was.
      --head as the worker logged it shows whether the end was cut off
  npm run admin -- audit export --from 2026-11-01 --to 2026-11-30 [--format csv]
      the events of these days in Japan, both included, as JSON lines or CSV
  npm run admin -- audit affected --from 2026-11-01 --to 2026-11-30 [--actor 01058734]
      whose data was touched in these days, for the report that 個人情報保護法 26条 asks for
`;

const OPTIONS = {
  from: { type: 'string' },
  to: { type: 'string' },
  format: { type: 'string', default: 'json' },
  head: { type: 'string' },
  actor: { type: 'string' },
} as const;

export const auditCommand: AdminCommand = {
  usage: USAGE,
  run: async (args, tools) => {
    const { values, positionals } = parseArgs({ args, options: OPTIONS, allowPositionals: true });
    switch (positionals[0]) {
      case 'verify':
        return verify(tools, values.head);
      case 'export':
        return exportEvents(tools, periodOf(values), values.format === 'csv');
      case 'affected':
        return affected(tools, periodOf(values), values.actor);
      default:
        throw new UsageError(USAGE);
    }
  },
};

function periodOf({ from = '', to = '' }: { from?: string; to?: string }): Period {
  for (const day of [from, to]) if (!/^\d{4}-\d\d-\d\d$/.test(day)) throw new UsageError(USAGE);
  return { from, to };
}

async function verify({ db, secrets, say }: AdminTools, head?: string): Promise<number> {
  if (head !== undefined && !/^\d+:[0-9a-f]{64}$/.test(head)) throw new UsageError(USAGE);
  const verdict = await new AuditVerification(db, secrets).run(head);
  say(`${String(verdict.sealed)} events are sealed; the chain ends at ${verdict.head}`);
  for (const remark of verdict.remarks) say(`remark: ${remark}`);
  for (const fault of verdict.faults) say(`FAULT: ${fault}`);
  say(verdict.faults.length === 0 ? 'nothing was changed' : `${String(verdict.faults.length)} faults`);
  return verdict.faults.length === 0 ? 0 : 1;
}

async function exportEvents({ db, say }: AdminTools, period: Period, isCsv: boolean): Promise<number> {
  if (isCsv) say(COLUMNS.join(','));
  for await (const batch of eventsOf(db, period))
    for (const event of batch) say(isCsv ? csvLine(event) : JSON.stringify(event));
  await recordReport(db, { ...period, kind: 'events' });
  return 0;
}

async function affected({ db, say }: AdminTools, period: Period, actor?: string): Promise<number> {
  for (const customer of await affectedIn(db, period, actor)) say(JSON.stringify(customer));
  await recordReport(db, { ...period, kind: 'affected', actor: actor ?? null });
  return 0;
}

/** Records the export in the audit trail itself. */
async function recordReport(db: AdminTools['db'], detail: Record<string, string | null>): Promise<void> {
  await new AuditTrail().record(db.manager, { event: 'audit.exported', actor: 'command-line', detail });
}

const COLUMNS = [
  'id',
  'at',
  'event',
  'result',
  'actor',
  'subject',
  'address',
  'userAgent',
  'detail',
] as const satisfies readonly (keyof ReportedEvent)[];

function csvLine(event: ReportedEvent): string {
  return COLUMNS.map((column) => csvField(event[column])).join(',');
}

/** Quotes a field. An apostrophe turns a formula into text, because any client can choose its user agent. */
function csvField(value: ReportedEvent[keyof ReportedEvent]): string {
  const text = typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? '');
  return `"${text.replace(/^[=+\-@\t\r]/, "'$&").replaceAll('"', '""')}"`;
}
