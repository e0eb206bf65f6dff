import { Logger } from '@nestjs/common';
import { testConfig, testDatabase, type TestDatabase } from '@daiko/server-testing';
import { SecretDeriver } from '@daiko/server-platform';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { affectedIn, eventsOf, timelineOf } from './audit-report';
import { AuditSealer } from './audit-sealer';
import { AuditTrail } from './audit-trail';
import { AuditVerification, type AuditVerdict } from './audit-verification';

const TARO = '01058734';
const HANAKO = '01058735';
const STAFF = '00000101';

describe('the audit trail', () => {
  const trail = new AuditTrail();
  const secrets = new SecretDeriver(testConfig().values.SECRET_KEYS);
  let database: TestDatabase;
  let sealer: AuditSealer;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    database = await testDatabase();
    sealer = new AuditSealer(database.db, secrets);
  });
  afterAll(() => database.drop());
  beforeEach(() => tamper('TRUNCATE audit_event, audit_seal RESTART IDENTITY'));

  /** As somebody who owns the server and shuts the triggers off. */
  async function tamper(statement: string): Promise<void> {
    await database.db.transaction(async (tx) => {
      await tx.query('SET LOCAL session_replication_role = replica');
      for (const table of ['audit_event', 'audit_seal'])
        await tx.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      await tx.query(statement);
      for (const table of ['audit_event', 'audit_seal'])
        await tx.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
    });
  }
  async function tenSealed(): Promise<void> {
    for (let index = 0; index < 10; index++)
      await trail.record(database.db.manager, { event: 'customer.read', actor: STAFF, subject: TARO });
    await sealer.seal();
  }
  const verify = (head?: string): Promise<AuditVerdict> =>
    new AuditVerification(database.db, secrets).run(head);

  it('keeps who did what to whom, from where, and what came of it', async () => {
    await trail.record(database.db.manager, {
      event: 'sign_in',
      result: 'refused',
      actor: 'anonymous',
      subject: TARO,
      from: { address: '203.0.113.7', userAgent: 'Firefox' },
      detail: { reason: 'mismatch' },
    });
    const [row] = await database.db.query('SELECT * FROM audit_event');
    expect(row).toMatchObject({
      event: 'sign_in',
      result: 'refused',
      actor: 'anonymous',
      subject: TARO,
      address: '203.0.113.7',
      user_agent: 'Firefox',
      detail: { reason: 'mismatch' },
    });
  });

  it('goes with its transaction', async () => {
    const broken = database.db.transaction(async (tx) => {
      await trail.record(tx, { event: 'customer.changed', actor: STAFF, subject: TARO });
      throw new Error('broken');
    });
    await expect(broken).rejects.toThrow('broken');
    expect(await database.db.query('SELECT FROM audit_event')).toHaveLength(0);
  });

  it.each([
    "UPDATE audit_event SET subject = '00000000'",
    'DELETE FROM audit_event',
    'TRUNCATE audit_event',
    'UPDATE audit_seal SET position = position + 100',
    'DELETE FROM audit_seal',
    'TRUNCATE audit_seal',
  ])('refuses %s even to the owner of the tables', async (statement) => {
    await tenSealed();
    await expect(database.db.query(statement)).rejects.toThrow('only ever added to');
  });

  it('finds nothing to say of a chain that nobody touched', async () => {
    await tenSealed();
    expect(await verify()).toMatchObject({ sealed: 10, faults: [], remarks: [] });
  });

  it('names the event in which one byte was changed', async () => {
    await tenSealed();
    await tamper(`UPDATE audit_event SET actor = '00000102' WHERE id = 4`);
    expect((await verify()).faults).toEqual(['event 4 was changed, or its seal 4']);
  });

  it('names the event that was deleted', async () => {
    await tenSealed();
    await tamper('DELETE FROM audit_event WHERE id = 7');
    expect((await verify()).faults).toEqual(['event 7 was deleted (seal 7)']);
  });

  it('names the seals that were deleted with their events', async () => {
    await tenSealed();
    await tamper('DELETE FROM audit_event WHERE id IN (5, 6)');
    await tamper('DELETE FROM audit_seal WHERE event_id IN (5, 6)');
    expect((await verify()).faults).toEqual(['seals 5 to 6 are missing']);
  });

  it('names seals that were computed without the keys', async () => {
    await tenSealed();
    const others = new SecretDeriver([`dev-test:${randomBytes(32).toString('base64')}`]);
    await tamper('DELETE FROM audit_seal WHERE position > 8');
    await new AuditSealer(database.db, others).seal();
    expect((await verify()).faults).toEqual([
      'seal 9 was not made by this system',
      'seal 10 was not made by this system',
    ]);
  });

  it('notices a tail that was cut off by the head that the log told, and by the numbers given out', async () => {
    await tenSealed();
    const { head } = await verify();
    await tamper('DELETE FROM audit_event WHERE id > 8');
    await tamper('DELETE FROM audit_seal WHERE event_id > 8');
    const verdict = await verify(head);
    expect(verdict.faults).toEqual(['seals 9 to 10 were cut off']);
    expect(verdict.remarks.join()).toContain('the last 2 numbers of events are absent');
  });

  it('says how many events no seal protects yet, and for how long', async () => {
    const record = () =>
      trail.record(database.db.manager, { event: 'customer.read', actor: STAFF, subject: TARO });
    await record();
    expect((await verify()).remarks).toEqual([expect.stringMatching(/^not yet sealed: 1 events/)]);
    await tenSealed();
    for (let index = 0; index < 3; index++) await record();
    const verdict = await verify();
    expect(verdict).toMatchObject({ sealed: 11, faults: [] });
    expect(verdict.remarks).toEqual([
      expect.stringMatching(/^not yet sealed: 3 events, the oldest recorded \d s ago$/),
    ]);
    await sealer.seal();
    expect((await verify()).remarks).toEqual([]);
  });

  it('tells that marks of a key that is gone were not checked', async () => {
    await tenSealed();
    const later = new SecretDeriver([`new:${randomBytes(32).toString('base64')}`]);
    const verdict = await new AuditVerification(database.db, later).run();
    expect(verdict.faults).toEqual([]);
    expect(verdict.remarks.join()).toContain('the marks of 10 seals were not checked');
  });

  it('chains what was committed late, and what many recorded at once, whoever seals', async () => {
    const runner = database.db.createQueryRunner();
    await runner.startTransaction();
    await trail.record(runner.manager, { event: 'customer.moved', actor: STAFF, subject: TARO });
    await Promise.all(
      Array.from({ length: 200 }, () =>
        trail.record(database.db.manager, { event: 'customer.read', actor: STAFF, subject: HANAKO }),
      ),
    );
    await sealer.seal();
    await runner.commitTransaction();
    await runner.release();
    const others = Array.from({ length: 3 }, () => new AuditSealer(database.db, secrets));
    await Promise.all(others.map((other) => other.seal()));
    await sealer.seal();
    expect(await verify()).toMatchObject({ sealed: 201, faults: [], remarks: [] });
  });

  it('forgets events after seven years, and the chain still holds', async () => {
    await tenSealed();
    await tamper(`UPDATE audit_event SET at = at - interval '8 years' WHERE id <= 3`);
    await tamper(`UPDATE audit_seal SET event_at = event_at - interval '8 years' WHERE event_id <= 3`);
    const [row] = await database.db.query('SELECT audit_forget() AS count');
    expect(row).toEqual({ count: '3' });
    expect(await verify()).toMatchObject({ sealed: 10, faults: [] });
  });

  it('tells a customer’s timeline page by page, what they did and what was done to them', async () => {
    const { manager } = database.db;
    for (let index = 0; index < 60; index++)
      await trail.record(manager, { event: 'customer.read', actor: STAFF, subject: TARO, detail: { index } });
    await trail.record(manager, { event: 'sign_in', actor: TARO, subject: TARO });
    await trail.record(manager, { event: 'sign_in', actor: HANAKO, subject: HANAKO });
    const first = await timelineOf(manager, TARO);
    expect(first.entries).toHaveLength(50);
    expect(first.entries[0]).toMatchObject({ event: 'sign_in', actor: TARO });
    const second = await timelineOf(manager, TARO, { before: first.next ?? '' });
    expect(second.entries.map(({ detail }) => detail['index'])).toEqual(
      Array.from({ length: 11 }, (_, index) => 10 - index),
    );
    expect(second.next).toBeNull();
  });

  it('lists the events of a period and whose data was touched in it', async () => {
    const { db } = database;
    await trail.record(db.manager, { event: 'customer.read', actor: STAFF, subject: TARO });
    await trail.record(db.manager, { event: 'customer.read', actor: HANAKO, subject: HANAKO });
    const [{ today }] = await db.query(`SELECT (now() AT TIME ZONE 'Asia/Tokyo')::date::text AS today`);
    const period = { from: today, to: today };
    const events = [];
    for await (const batch of eventsOf(db, period)) events.push(...batch);
    expect(events.map(({ subject }) => subject)).toEqual([TARO, HANAKO]);
    expect(await affectedIn(db, period, STAFF)).toMatchObject([{ customerId: TARO, events: 1 }]);
    const yesterday = { from: '2020-01-01', to: '2020-01-02' };
    expect(await affectedIn(db, yesterday)).toEqual([]);
  });
});
