import { AuditSealer, AuditTrail } from '@daiko/server-audit';
import { SecretDeriver } from '@daiko/server-platform';
import { figure, testConfig, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditCommand } from '../../src/admin/audit-command';

/** One byte, or the least that there is, of everything that an event says. */
const CHANGES = [
  ['at', "at + interval '1 microsecond'"],
  ['event', "overlay(event PLACING 'x' FROM 1)"],
  ['result', "'refused'"],
  ['actor', "overlay(actor PLACING '9' FROM 8)"],
  ['subject', "overlay(subject PLACING '9' FROM 8)"],
  ['address', "'203.0.113.8'"],
  ['user_agent', "overlay(user_agent PLACING '+' FROM 1)"],
  ['detail', `'{"a":1}'`],
] as const;

describe('npm run admin -- audit', () => {
  const config = testConfig();
  const secrets = new SecretDeriver(config.values.SECRET_KEYS);
  let database: TestDatabase;
  let today: string;

  beforeAll(async () => {
    database = await testDatabase();
    const [row] = await database.db.query(`SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date::text AS today`);
    ({ today } = row);
    const trail = new AuditTrail();
    const from = { address: '203.0.113.7', userAgent: '=HYPERLINK("http://evil.example")' };
    for (const subject of ['01058734', '01058735'])
      await trail.record(database.db.manager, { event: 'customer.read', actor: '00000101', subject, from });
    await new AuditSealer(database.db, secrets).seal();
  });
  afterAll(() => database.drop());

  async function run(...args: string[]): Promise<{ code: number; lines: string[] }> {
    const lines: string[] = [];
    const tools = { db: database.db, config, secrets, say: (line: string) => lines.push(line) };
    const code = await auditCommand.run(args, tools);
    return { code, lines };
  }

  it('exports the events of a day as JSON lines, and records that it did', async () => {
    const { lines } = await run('export', '--from', today, '--to', today);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { event: 'customer.read', actor: '00000101', subject: '01058734', address: '203.0.113.7' },
      { event: 'customer.read', actor: '00000101', subject: '01058735', address: '203.0.113.7' },
    ]);
    const [{ count }] = await database.db.query(
      `SELECT count(*)::int AS count FROM audit_event WHERE event = 'audit.exported' AND actor = 'command-line'`,
    );
    expect(count).toBe(1);
  });

  it('exports CSV in which nothing is computed by a spreadsheet', async () => {
    const { lines } = await run('export', '--from', today, '--to', today, '--format', 'csv');
    expect(lines[0]).toBe('id,at,event,result,actor,subject,address,userAgent,detail');
    expect(lines[1]).toContain(`"01058734","203.0.113.7","'=HYPERLINK(""http://evil.example"")","{}"`);
  });

  it('lists whose data was touched', async () => {
    const { lines } = await run('affected', '--from', today, '--to', today, '--actor', '00000101');
    expect(lines.map((line) => JSON.parse(line).customerId)).toEqual(['01058734', '01058735']);
  });

  it('says that nothing was changed, and when something was, what', async () => {
    const intact = await run('verify');
    expect(intact).toMatchObject({ code: 0 });
    expect(intact.lines.at(-1)).toBe('nothing was changed');
    await database.db.query('ALTER TABLE audit_event DISABLE TRIGGER USER');
    await database.db.query(`UPDATE audit_event SET subject = '01058736' WHERE id = 2`);
    const { code, lines } = await run('verify');
    expect(code).toBe(1);
    expect(lines).toContain('FAULT: event 2 was changed, or its seal 2');
  });

  it('finds one changed byte wherever it is, and names the event', async () => {
    await database.db.query('ALTER TABLE audit_event DISABLE TRIGGER USER');
    const found: string[] = [];
    for (const [column, changed] of CHANGES) {
      const tx = database.db.createQueryRunner();
      const [{ was }] = await tx.query(`SELECT ${column}::text AS was FROM audit_event WHERE id = 1`);
      await tx.query(`UPDATE audit_event SET ${column} = ${changed} WHERE id = 1`);
      const { lines } = await run('verify');
      if (lines.includes('FAULT: event 1 was changed, or its seal 1')) found.push(column);
      await tx.query(`UPDATE audit_event SET ${column} = $1 WHERE id = 1`, [was]);
      await tx.release();
    }
    figure(
      'S11',
      `one byte changed in each of ${String(CHANGES.length)} columns: found and named`,
      CHANGES.length,
      found.length,
    );
    expect(found).toEqual(CHANGES.map(([column]) => column));
  });

  it.each([[['nothing']], [['export']], [['export', '--from', 'yesterday', '--to', 'today']]])(
    'tells how it is used when asked for %s',
    async (args) => {
      await expect(run(...args)).rejects.toThrow('npm run admin -- audit verify');
    },
  );
});
