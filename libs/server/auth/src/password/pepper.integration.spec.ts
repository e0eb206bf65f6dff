import { hash, verify } from '@node-rs/argon2';
import { testDatabase, type TestDatabase } from '@daiko/server-testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { AuthBed } from '../../test/auth-bed';
import { LEGACY_PASSWORD, NEW_PASSWORD, PASSWORD, People, type Person } from '../../test/people';
import { Walk } from '../../test/walk';
import { HashRenewal } from './hash-renewal';
import { withoutPepperId } from './pepper';
import { pepperUse } from './pepper-use';
import { PepperCheckService } from './pepper-check.service';

const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const OLD = key('p1', 21);
const NEW = key('p2', 22);

describe('the pepper', () => {
  let database: TestDatabase;
  /** Where customers come from; their passwords are hashed with the old key. */
  let registry: AuthBed;
  let people: People;
  const running: AuthBed[] = [];

  /** A process with these keys, the newest first. */
  const process = async (...keys: string[]): Promise<AuthBed> => {
    const bed = await AuthBed.start(database.url, { PEPPER_KEYS: keys.join() });
    running.push(bed);
    return bed;
  };
  const stop = async (...beds: AuthBed[]) => {
    for (const bed of beds) await running.splice(running.indexOf(bed), 1)[0]?.stop();
  };

  beforeAll(async () => {
    database = await testDatabase();
    registry = await AuthBed.start(database.url, { PEPPER_KEYS: OLD });
    people = await People.settle(registry);
  });
  afterEach(() => stop(...running));
  afterAll(async () => {
    await registry.stop();
    await database.drop();
  });

  const stored = async ({ customerId }: Person): Promise<string> => {
    const [row] = await database.db.query<{ hash: string }[]>(
      'SELECT password_hash AS hash FROM credential WHERE customer_id = $1',
      [customerId],
    );
    return row!.hash;
  };
  const keep = (person: Person, kept: string) =>
    database.db.query('UPDATE credential SET password_hash = $2 WHERE customer_id = $1', [
      person.customerId,
      kept,
    ]);
  const signIn = async (bed: AuthBed, person: Person, password = PASSWORD) =>
    (await bed.browser().signIn(person.loginId, password)).status;
  const hangsOn = (person: Person, keyId: string) =>
    vi.waitFor(async () => {
      expect(await stored(person)).toContain(`,keyid=${keyId}$`);
    });

  it('makes a stolen table useless without the key', async () => {
    const person = await people.somebody();
    const taken = withoutPepperId(await stored(person));
    expect(await verify(taken, PASSWORD)).toBe(false);
    expect(await verify(taken, PASSWORD, { secret: Buffer.alloc(32, 22) })).toBe(false);
    expect(await verify(taken, PASSWORD, { secret: Buffer.alloc(32, 21) })).toBe(true);
  });

  it('moves a login from before the pepper at the next right password, and not at a wrong one', async () => {
    const bed = await process(OLD);
    const person = await people.somebody();
    const plain = await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
    await keep(person, plain);
    expect(await signIn(bed, person, NEW_PASSWORD)).toBe(401);
    expect(await stored(person)).toBe(plain);
    expect(await signIn(bed, person)).toBe(201);
    await hangsOn(person, 'p1');
    expect(await signIn(bed, person)).toBe(201);
  });

  it('is rotated without a stop: whichever process is asked, at every step, the password is right', async () => {
    const [first, second] = [await people.somebody(), await people.somebody()];
    const one = await process(OLD);
    // Step 1: the new key stands behind the old one. The process that has not been restarted meets no hash of it.
    const two = await process(OLD, NEW);
    for (const bed of [one, two]) expect(await signIn(bed, first)).toBe(201);
    expect(await stored(first)).toContain(',keyid=p1$');
    // Step 2: the new key comes first, on one process after the other.
    const three = await process(NEW, OLD);
    expect(await signIn(three, first)).toBe(201);
    await hangsOn(first, 'p2');
    expect(await signIn(two, first)).toBe(201);
    expect(await signIn(three, second)).toBe(201);
    expect(await signIn(two, second)).toBe(201);
    await stop(one, two);
    // Everybody who signs in moves over, and stays there.
    for (const person of [first, second]) {
      expect(await signIn(three, person)).toBe(201);
      await hangsOn(person, 'p2');
    }
    // Step 3: nothing of theirs needs the old key any more.
    const four = await process(NEW);
    for (const person of [first, second]) expect(await signIn(four, person)).toBe(201);
  });

  it('moves logins of the old system, too', async () => {
    const person = await people.somebodyFromTheOldSystem();
    const [loginId] = person.legacyLoginIds;
    const keyOf = async () => {
      const [row] = await database.db.query<{ hash: string }[]>(
        'SELECT password_hash AS hash FROM legacy_login WHERE login_id = $1',
        [loginId],
      );
      return /keyid=(\w+)/.exec(row!.hash)?.[1];
    };
    for (const [keys, keyId] of [
      [[OLD], 'p1'],
      [[NEW, OLD], 'p2'],
      [[NEW], 'p2'],
    ] as const) {
      const bed = await process(...keys);
      expect((await bed.browser().signIn(loginId, LEGACY_PASSWORD)).status).toBe(201);
      // Beside the answer, so that it takes as long as any other.
      await vi.waitFor(async () => expect(await keyOf()).toBe(keyId));
    }
  });

  it('refuses who hangs on a key that is gone like a wrong password, raises an alarm, and lets the reset help', async () => {
    const person = await people.somebody();
    const bed = await process(NEW);
    const alarms = () =>
      database.db.query<unknown[]>(
        "SELECT subject FROM alarm WHERE name = 'pepper.missing' AND cleared_at IS NULL",
      );
    const [right, unknown] = [
      await bed.browser().signIn(person.loginId, PASSWORD),
      await bed.browser().signIn('nobody@mail.example', PASSWORD),
    ];
    expect([right.status, right.code]).toEqual([unknown.status, unknown.code]);
    await bed.get(PepperCheckService).look();
    expect(await alarms()).toEqual([{ subject: 'p1' }]);

    const browser = await new Walk(bed).resetPassword(person);
    const [token] = await bed.linkTokens(person.customerId);
    expect((await browser.post('mail-links/password', { token, password: NEW_PASSWORD })).status).toBe(204);
    expect(await signIn(bed, person, NEW_PASSWORD)).toBe(201);
    expect(await stored(person)).toContain(',keyid=p2$');

    const both = await process(NEW, OLD);
    await both.get(PepperCheckService).look();
    expect(await alarms()).toEqual([]);
  });

  it('is missed where old logins alone need its key', async () => {
    const elsewhere = await testDatabase();
    const old = await AuthBed.start(elsewhere.url, { PEPPER_KEYS: OLD });
    const settled = await People.settle(old);
    const { legacyLoginIds } = await settled.somebodyFromTheOldSystem();
    await old.browser().signIn(legacyLoginIds[0], LEGACY_PASSWORD);
    await vi.waitFor(async () => {
      const [use] = await pepperUse(elsewhere.db);
      expect(use?.legacyLogins).toBe(1);
    });
    await elsewhere.db.query('DELETE FROM credential');
    const changed = await AuthBed.start(elsewhere.url, { PEPPER_KEYS: NEW });
    await changed.get(PepperCheckService).look();
    expect(await elsewhere.db.query("SELECT subject FROM alarm WHERE name = 'pepper.missing'")).toEqual([
      { subject: 'p1' },
    ]);
    await old.stop();
    await changed.stop();
    await elsewhere.drop();
  });

  it('tells how many hashes hang on which key', async () => {
    const before = await pepperUse(database.db);
    await people.somebody();
    await keep(await people.somebody(), await hash(PASSWORD));
    const logins = (uses: typeof before, id: string | null) =>
      uses.find(({ keyId }) => keyId === id)?.logins ?? 0;
    const after = await pepperUse(database.db);
    expect(logins(after, 'p1') - logins(before, 'p1')).toBe(1);
    expect(logins(after, null) - logins(before, null)).toBe(1);
  });

  it('never brings an old password back: what was changed while its hash was made anew stays changed', async () => {
    const bed = await process(NEW, OLD);
    const person = await people.somebody();
    const compared = await stored(person);
    const changed = await hash(NEW_PASSWORD);
    const renewing = bed.get(HashRenewal).renew({ customerId: person.customerId }, compared, PASSWORD);
    await keep(person, changed);
    await renewing;
    expect(await stored(person)).toBe(changed);
  });

  it('lets all of ten sign-ins at once in while the hash is made anew', async () => {
    const bed = await process(NEW, OLD);
    const person = await people.somebody();
    const statuses = await Promise.all(Array.from({ length: 10 }, () => signIn(bed, person)));
    expect(statuses).toEqual(Array(10).fill(201));
    await hangsOn(person, 'p2');
    expect(await signIn(bed, person)).toBe(201);
  });

  it('lets a right password in when there is no time to make its hash anew', async () => {
    const bed = await process(NEW, OLD);
    const person = await people.somebody();
    vi.spyOn(bed.get(HashRenewal)['hasher'], 'hash').mockRejectedValue(new Error('busy'));
    expect(await signIn(bed, person)).toBe(201);
    expect(await stored(person)).toContain(',keyid=p1$');
  });
});
