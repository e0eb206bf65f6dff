import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOCKS, tell } from './figures.ts';
import { eventually } from './eventually.ts';
import { Flow } from './flow.ts';
import { LockLoad, type Refusal } from './lock-load.ts';
import { Random } from './random.ts';
import { Rig } from './rig.ts';

/** How long a lock is held, in milliseconds. */
const HELD = 4_000;
/** Of whoever waited when the lock was given back. */
const SLACK = 1_000;
/** SQLSTATEs of who waited for a lock: not available in time, and the time of the whole statement was over. */
const WAITED = new Set(['55P03', '57014']);
const ONE_CUSTOMER = '01058735';

/** What does not stop a stranger: only requests about this customer may be refused. */
const NARROW = {
  'the row of a customer': `SELECT FROM customer WHERE customer_id = '${ONE_CUSTOMER}' FOR UPDATE`,
  'the lock of a customer': `SELECT pg_advisory_xact_lock(hashtextextended('customer.${ONE_CUSTOMER}', 0))`,
  'the lock of the tree': "SELECT pg_advisory_xact_lock(hashtext('customer.move'))",
};

describe.each(LOCKS.queues)('locks held for 4 s at random moments, jobs on %s', (queue) => {
  let rig: Rig;
  let flow: Flow;
  let load: LockLoad;
  let holder: pg.Client;
  const random = new Random(LOCKS.seed);

  beforeAll(async () => {
    rig = await Rig.start({ people: 9_000, queue });
    flow = new Flow(rig);
    holder = new pg.Client({ connectionString: rig.postgres.url });
    await holder.connect();
    // Two tables of one moment may be taken in another order than a request takes them: it is the request that gives up.
    await holder.query("SET deadlock_timeout = '1min'");
    load = await LockLoad.begin(rig);
  }, 240_000);
  afterAll(async () => {
    await load.end();
    await holder.end();
    await rig.stop();
  }, 60_000);

  it(
    'refuse nobody but who waits for them, keep every acknowledged write, and leave nothing behind',
    { timeout: 120_000 + LOCKS.moments * 15_000 },
    async () => {
      for (const targets of await momentsOf()) {
        await delay(random.between(200, 1_200));
        const { refusals, served } = await hold(targets);
        tell(`${targets.join(' + ')}: ${String(refusals.length)} refused, ${String(served)} served`);
        expect(refusals.filter((refusal) => !isOfThem(refusal, targets))).toEqual([]);
        expect(await idleInTransaction()).toEqual([]);
        const signIns = await Promise.all(Array.from({ length: 5 }, () => rig.nextPerson().signIn()));
        expect(signIns.map(({ status }) => status)).toEqual(Array(5).fill(201));
      }
      await load.end();
      await flow.settled(60_000);
      const { pins: _, ...verdict } = await flow.verdict(load.promises);
      expect(verdict).toMatchObject({ missing: 0, different: 0 });
      expect(await lost()).toEqual([]);
      tell(
        `${String(LOCKS.moments)} moments, jobs on ${queue}: ${String(load.served)} served, ` +
          `${String(load.refusals.length)} refused, ${String(load.acknowledged.length)} acknowledged writes found, ` +
          `${String(verdict.promised)} messages delivered`,
      );
    },
  );

  /** Every table and advisory lock, over the moments; in a short run some of them. */
  const momentsOf = async (): Promise<string[][]> => {
    const { rows } = await holder.query<{ name: string }>(TABLES);
    const all = [...Object.keys(NARROW), ...rows.map(({ name }) => name)]
      .map((name) => ({ name, at: random.next() }))
      .sort((one, other) => one.at - other.at)
      .map(({ name }) => name);
    const narrow = all.filter((name) => name in NARROW);
    const wide = all.filter((name) => !(name in NARROW));
    if (LOCKS.moments <= narrow.length) return all.slice(0, LOCKS.moments).map((name) => [name]);
    const moments = narrow.map((name) => [name]);
    const rest = LOCKS.moments - moments.length;
    return [
      ...moments,
      ...Array.from({ length: rest }, (_, index) => wide.filter((_name, at) => at % rest === index)),
    ];
  };

  const hold = async (targets: string[]) => {
    const before = load.served;
    const from = load.refusals.length;
    await holder.query('BEGIN');
    for (const name of targets) await holder.query(lockOf(name));
    await delay(HELD);
    await holder.query('ROLLBACK');
    await delay(SLACK);
    return { refusals: load.refusals.slice(from), served: load.served - before };
  };

  /** A refusal that says when to come again, and that the log knows as a wait for this lock. */
  const isOfThem = ({ instance, status, code, retryAfter, customerId }: Refusal, targets: string[]) => {
    const isNarrow = targets.some((name) => name in NARROW);
    const reason = reasonOf(instance);
    return (
      status === 503 &&
      code === 'service.busy' &&
      retryAfter > 0 &&
      WAITED.has(reason ?? '') &&
      (!isNarrow || customerId === ONE_CUSTOMER)
    );
  };

  const reasonOf = (instance: string): string | undefined => {
    const line = rig.api.logFiles
      .flatMap((file) => readFileSync(file, 'utf8').split('\n'))
      .find((text) => text.includes(instance));
    return line === undefined ? undefined : (JSON.parse(line) as { reason?: string }).reason;
  };

  const idleInTransaction = async () => {
    const look = async () => {
      const { rows } = await holder.query<{ query: string; for: string }>(IDLE);
      return rows.length === 0 ? rows : undefined;
    };
    return (await eventually('no connection idle in transaction', 1_000, look)).value;
  };

  const lost = async () => {
    const missing = [];
    for (const { what, find, values } of load.acknowledged) {
      if ((await holder.query(find, values)).rowCount === 0) missing.push([what, ...values]);
    }
    return missing;
  };
});

const lockOf = (name: string) =>
  (NARROW as Partial<Record<string, string>>)[name] ?? `LOCK TABLE ${name} IN ACCESS EXCLUSIVE MODE`;

const TABLES = `
  SELECT format('%I.%I', nspname, relname) AS name
  FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
  WHERE relkind = 'r' AND nspname IN ('public', 'bullmq') AND relname NOT LIKE '%migration%' ORDER BY name`;

/** Longer than any statement of the system leaves between two of a transaction. */
const IDLE = `
  SELECT query, now() - state_change AS for FROM pg_stat_activity
  WHERE usename LIKE 'daiko%' AND state LIKE 'idle in transaction%' AND now() - state_change > interval '500 ms'`;
