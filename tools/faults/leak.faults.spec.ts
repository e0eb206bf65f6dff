import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { CHANNELS, type Channel, type InboxMessage } from '../stand-ins/inbox.ts';
import { inboxOf, submissionsOf } from '../stand-ins/testing.ts';
import { Canaries } from './canaries.ts';
import { dump, PLACES_OF_CONTACTS, type Content } from './dump.ts';
import { eventually } from './eventually.ts';
import { figure } from './figures.ts';
import { Flow } from './flow.ts';
import type { Person } from './person.ts';
import { Rig } from './rig.ts';

const MESSAGE_TIMEOUT_MS = 30_000;
const NEW_PASSWORD = 'kanaria-wa-utau-77';
const WRONG_PASSWORD = 'kanaria-wa-damaru-88';
const REFUSED_PASSWORD = 'password12345';
const STRANGERS_PHONE = '+818087654321';

/** A quick run keeps its jobs in PostgreSQL alone. */
const QUEUES = inject('isLong') ? (['postgres', 'redis'] as const) : (['postgres'] as const);

describe.each(QUEUES)('secrets, with jobs in %s,', { timeout: 60_000 }, (queue) => {
  const canaries = new Canaries();
  let rig: Rig;
  let flow: Flow;
  let contents: Content[];
  let redisFiles: { name: string; text: string }[];
  let logs: string;
  let metrics: string;
  let received: InboxMessage[];

  beforeAll(async () => {
    rig = await Rig.start({ people: 12, queue, keepsRedisFiles: true, settings: { LOG_LEVEL: 'debug' } });
    flow = new Flow(rig);
    for (const channel of CHANNELS) await resetPassword(rig.nextPerson(), channel);
    await resetLoginId(rig.nextPerson());
    await changePassword(rig.nextPerson());
    await beStranger(rig.nextPerson());
    await beRefused(rig.nextPerson());
    await failAtProviders();
    await askWithoutDatabase(rig.nextPerson());
    await flow.settled(MESSAGE_TIMEOUT_MS);
    received = await inboxOf(rig.standIns);
    metrics = (await Promise.all([rig.api, rig.worker].map(textOfOps))).join('\n');
    contents = await rig.inDatabase(dump);
    redisFiles = (await rig.redis?.files()) ?? [];
    await Promise.all([rig.api.terminate(), rig.worker.terminate()]);
    logs = [...rig.api.logFiles, ...rig.worker.logFiles].map((file) => readFileSync(file, 'utf8')).join('\n');
  }, 240_000);
  afterAll(() => rig.stop(), 60_000);

  it('are looked for by what would find them: each that was sent or is on file is found there', () => {
    const sentOrOnFile = canaries.names.filter((name) => !/^(typed|__Host)/.test(name));
    const found = canaries.in(JSON.stringify([received, contents]));
    const known = sentOrOnFile.filter((name) => found.includes(name)).length;
    const all = String(sentOrOnFile.length);
    figure('S6', 'secrets that were sent or are on file, and the search finds there', all, known);
    expect(found).toEqual(expect.arrayContaining(sentOrOnFile));
    expect(sentOrOnFile.length).toBeGreaterThan(30);
  });

  it('are in no table, neither ours nor the queue’s, but contacts in their one place', () => {
    const places = contents.filter(
      ({ text, hex }) => canaries.in(text).length + canaries.inHex(hex).length > 0,
    );
    const found = places.map(({ place, text, hex }) => [place, ...canaries.in(text), ...canaries.inHex(hex)]);
    const elsewhere = found.filter(([place = '']) => !PLACES_OF_CONTACTS.includes(place));
    figure(
      'S6',
      `in ${String(contents.length)} columns of tables, but contacts in their place, jobs in ${queue}`,
      0,
      elsewhere.length,
    );
    expect(elsewhere).toEqual([]);
    const atHome = found.flatMap(([, ...names]) => names);
    expect(atHome.filter((name) => !/phone|address/.test(name))).toEqual([]);
    expect(contents.some(({ place }) => place.startsWith('bullmq.'))).toBe(queue === 'postgres');
  });

  it.each(redisOnly(queue))('are in no file of %s', () => {
    const text = redisFiles.map((file) => file.text).join('\n');
    const names = redisFiles.map(({ name }) => name).join();
    figure('S6', `in ${String(text.length)} characters of the files of Redis`, 0, canaries.in(text).length);
    expect(names).toMatch(/\.rdb/);
    expect(names).toMatch(/\.aof/);
    expect(text).toContain('notificationId');
    expect(canaries.in(text)).toEqual([]);
  });

  it('are in no log, however much is logged', () => {
    const lines = logs.split('\n').filter((line) => canaries.in(line).length > 0);
    figure('S6', `in ${String(logs.length)} characters of logs, jobs in ${queue}`, 0, lines.length);
    expect(lines.map((line) => [canaries.in(line), JSON.parse(line) as unknown])).toEqual([]);
    expect(logs).toContain('"level":');
    expect(logs).toMatch(/service\.unavailable|delivery feed/);
  });

  it('are in no metric, and in nothing that the ops port says', () => {
    figure('S6', 'in metrics and on the ops pages', 0, canaries.in(metrics).length);
    expect(canaries.in(metrics)).toEqual([]);
    expect(metrics).toContain('process_cpu');
  });

  it('are in no address: neither where providers call nor what a link shows to servers', async () => {
    const { callbacks, submissions } = await submissionsOf(rig.standIns);
    const urls = [
      ...callbacks.map(({ url }) => url),
      ...submissions.flatMap(({ parameters }) => [parameters['Url'], parameters['StatusCallback']]),
      ...received.flatMap(({ links }) => links.map((link) => link.split('#')[0])),
    ];
    expect(urls.length).toBeGreaterThan(20);
    figure('S6', `in ${String(urls.length)} addresses`, 0, canaries.in(urls.join('\n')).length);
    expect(canaries.in(urls.join('\n'))).toEqual([]);
  });

  it('are in no answer that anybody was given, but one’s own address to who opens the link in a mail', () => {
    const said = rig.said.join('\n');
    expect(said.length).toBeGreaterThan(5_000);
    const quoted = canaries.in(said).filter((name) => !name.startsWith('address'));
    figure('S6', 'in answers of the API', 0, quoted.length);
    expect(quoted).toEqual([]);
  });

  function onFile(person: Person): void {
    const { customerId, landline, mobile, loginId } = person.identity;
    canaries.phone(`landline phone of ${customerId}`, landline);
    canaries.phone(`mobile phone of ${customerId}`, mobile);
    canaries.address(`address of ${customerId}`, loginId);
  }

  const cookiesOf = (person: Person, when: string) => {
    for (const [name, token] of person.cookies)
      canaries.secret(`${name} of ${person.identity.customerId} ${when}`, token);
  };

  /** Waits for the newest message to an address that has what is looked for. */
  async function arrived<T>(to: string, pick: (message: InboxMessage) => T | undefined): Promise<T> {
    const { value } = await eventually(`a message to ${to}`, MESSAGE_TIMEOUT_MS, async () => {
      const messages = await inboxOf(rig.standIns, `to=${encodeURIComponent(to)}`);
      return messages.map(pick).find((picked) => picked !== undefined);
    });
    return value;
  }
  const pinFor = async (person: Person, channel: Channel) => {
    const pin = await arrived(person.addressOf(channel), (message) => message.pin);
    canaries.pin(`PIN by ${channel} of ${person.identity.customerId}`, pin);
    return pin;
  };
  const tokenFor = async (to: string, page: string) => {
    const token = await arrived(
      to,
      ({ links }) => links.find((link) => link.includes(`/${page}#t=`))?.split('#t=')[1],
    );
    canaries.secret(`link to ${page} for ${to.split('@')[0] ?? ''}`, token);
    return token;
  };

  async function resetPassword(person: Person, channel: Channel): Promise<void> {
    onFile(person);
    await flow.promise(channel, person);
    cookiesOf(person, 'in a run');
    await person.complete('000000');
    expect((await person.complete(await pinFor(person, channel))).status).toBe(202);
    const token = await tokenFor(person.addressOf('email'), 'reset');
    await person.post('/api/mail-links/inspection', { token });
    await person.post('/api/mail-links/password', { token, password: REFUSED_PASSWORD });
    expect((await person.post('/api/mail-links/password', { token, password: NEW_PASSWORD })).status).toBe(
      204,
    );
    await person.post('/api/sessions', { loginId: person.identity.loginId, password: WRONG_PASSWORD });
    await person.post('/api/sessions', { loginId: person.identity.loginId, password: NEW_PASSWORD });
    await person.get('/api/session');
    cookiesOf(person, 'signed in');
    await person.post('/api/session/step-up', { password: NEW_PASSWORD });
    cookiesOf(person, 'stepped up');
  }

  async function resetLoginId(person: Person): Promise<void> {
    onFile(person);
    const { customerId, landline } = person.identity;
    const email = 'kanaria-atarashii@mail.example';
    canaries.address('address that is new', email);
    await person.open('/api/login-id-resets', { customerId, phone: landline });
    await person.issuePin('voice');
    const code = await pinFor(person, 'voice');
    expect((await person.post('/api/login-id-resets/completion', { code, email })).status).toBe(202);
    const token = await tokenFor(email, 'confirm');
    expect((await person.post('/api/mail-links/login-id', { token })).status).toBe(200);
    const notMe = await tokenFor(person.addressOf('email'), 'not-me');
    expect((await person.post('/api/mail-links/not-me', { token: notMe })).status).toBe(204);
  }

  async function changePassword(person: Person): Promise<void> {
    onFile(person);
    await person.signIn();
    await person.post('/api/session/step-up', { password: 'midori-no-kaze-2026' });
    await person.open('/api/password-changes', {});
    await person.issuePin('sms');
    const body = { code: await pinFor(person, 'sms'), password: NEW_PASSWORD };
    expect((await person.post('/api/password-changes/completion', body)).status).toBe(200);
    cookiesOf(person, 'after the change');
  }

  /** A pair that is nobody's: what is typed is a secret of whoever typed it. */
  async function beStranger(person: Person): Promise<void> {
    canaries.phone('typed phone of a stranger', STRANGERS_PHONE);
    canaries.address('typed address of a stranger', 'kanaria-dare@mail.example');
    const phone = '080-8765-4321';
    await person.open('/api/password-resets', { email: 'kanaria-dare@mail.example', phone });
    await person.issuePin('email');
    await person.complete('112358');
    canaries.pin('typed PIN of a stranger', '112358');
    await person.open('/api/login-id-resets', { customerId: '0999 9999', phone });
    await person.issuePin('sms');
  }

  /** Secrets where they do not belong: refusals quote nothing. */
  async function beRefused(person: Person): Promise<void> {
    canaries.secret('typed password that is refused', REFUSED_PASSWORD);
    canaries.secret('typed password that is new', NEW_PASSWORD);
    canaries.secret('typed password that is wrong', WRONG_PASSWORD);
    const bodies = [
      { loginId: STRANGERS_PHONE, password: [NEW_PASSWORD] },
      { loginId: 'a', password: WRONG_PASSWORD, [NEW_PASSWORD]: STRANGERS_PHONE },
    ];
    for (const body of bodies) await person.post('/api/sessions', body);
    for (const path of ['/api/password-resets', '/api/login-id-resets']) {
      await person.ask('POST', path, `{"phone":"${STRANGERS_PHONE}","email":"kanaria-dare@mail.example"`);
      await person.post(path, { phone: `${STRANGERS_PHONE}0`, email: 'kanaria-dare@mail.example,b@c.d' });
    }
    await person.get(`/api/${NEW_PASSWORD}?phone=${encodeURIComponent(STRANGERS_PHONE)}`);
    await person.get(`/${NEW_PASSWORD}?email=kanaria-dare@mail.example`);
    await person.ask('POST', '/api/sessions', `loginId=${STRANGERS_PHONE}&password=${NEW_PASSWORD}`, {
      'content-type': 'application/x-www-form-urlencoded',
    });
  }

  /** Every way in which a provider fails has its own line of the log. */
  async function failAtProviders(): Promise<void> {
    for (const [channel, plan] of [
      ['sms', { mode: 'refuse', status: 400, code: 21_614 }],
      ['voice', { mode: 'drop' }],
      ['email', { mode: 'refuse', status: 550 }],
      ['email', { mode: 'drop' }],
    ] as const) {
      const person = rig.nextPerson();
      onFile(person);
      const to = person.addressOf(channel);
      await flow.plan(channel, { ...plan, to, times: 1 });
      await flow.promise(channel, person);
      await flow.handedOver(to, 1, MESSAGE_TIMEOUT_MS);
    }
  }

  async function askWithoutDatabase(person: Person): Promise<void> {
    onFile(person);
    const { loginId, mobile } = person.identity;
    await rig.postgres.stop();
    await person.post('/api/sessions', { loginId, password: NEW_PASSWORD });
    await person.post('/api/password-resets', { email: loginId, phone: mobile });
    await rig.postgres.start();
    await eventually('health', MESSAGE_TIMEOUT_MS, async () =>
      (await person.signIn()).status === 201 ? true : undefined,
    );
  }
});

/** PostgreSQL has no such files: its tables are looked through. */
const redisOnly = (queue: string) => (queue === 'redis' ? ['Redis'] : []);

async function textOfOps({ opsUrl }: { opsUrl: string }): Promise<string> {
  const pages = ['metrics', 'readyz', 'healthz'].map(async (page) =>
    (await fetch(`${opsUrl}/${page}`)).text(),
  );
  return (await Promise.all(pages)).join('\n');
}
