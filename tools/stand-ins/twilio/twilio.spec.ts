import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import twilio from 'twilio';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startStandIns, type StandIns } from '../stand-ins.ts';
import { control, inboxOf, submissionsOf } from '../testing.ts';

const SID = 'AC00000000000000000000000000000000';
const TOKEN = 'token-of-the-stand-in';
const MOBILE = '+819011112770';
const LANDLINE = '+81466123300';

/** What Twilio would call: records every request and answers with TwiML by path. */
class System {
  readonly requests: { path: string; signature: string; form: Record<string, string> }[] = [];
  readonly documents = new Map<string, string>();
  private readonly server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const form = Object.fromEntries(new URLSearchParams(body));
      const path = request.url ?? '';
      this.requests.push({ path, signature: String(request.headers['x-twilio-signature']), form });
      response.end(this.documents.get(path) ?? '');
    });
  });
  url = '';

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  statuses(): string[] {
    return this.requests.map(({ form }) => form['MessageStatus'] ?? form['CallStatus'] ?? '');
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('the stand-in for Twilio', () => {
  let standIns: StandIns;
  let client: twilio.Twilio;
  const system = new System();

  /** The real client; only the host of its requests is replaced. */
  const clientWith = (token: string) => {
    const http = new twilio.RequestClient({ timeout: 1_000 });
    const original = http.request.bind(http);
    http.request = (options) =>
      original({ ...options, uri: options.uri.replace('https://api.twilio.com', standIns.httpUrl) });
    return twilio(SID, token, { httpClient: http });
  };
  const sms = (rest = {}) =>
    client.messages.create({
      to: MOBILE,
      from: '+815012345678',
      body: 'PINコードは、「004217」になります。',
      statusCallback: `${system.url}/status`,
      ...rest,
    });
  const call = (rest = {}) =>
    client.calls.create({
      to: LANDLINE,
      from: '+815012345678',
      url: `${system.url}/voice`,
      statusCallback: `${system.url}/status`,
      statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
      ...rest,
    });
  const received = (count: number) => expect.poll(() => system.requests.length).toBe(count);

  beforeAll(async () => {
    await system.start();
    standIns = await startStandIns({ accountSid: SID, authToken: TOKEN, step: 1 });
    client = clientWith(TOKEN);
  });
  afterEach(async () => {
    await control(standIns, 'DELETE');
    system.requests.length = 0;
    system.documents.clear();
  });
  afterAll(async () => {
    system.stop();
    await standIns.stop();
  });

  it('takes an SMS, shows it, and signs its way from queued to delivered', async () => {
    const message = await sms({ validityPeriod: 900, contentRetention: 'discard' });
    expect(message).toMatchObject({ status: 'queued', to: MOBILE, body: '' });
    await received(3);
    expect(system.statuses()).toEqual(['queued', 'sent', 'delivered']);
    for (const { signature, form } of system.requests) {
      expect(form['MessageSid']).toBe(message.sid);
      expect(twilio.validateRequest(TOKEN, signature, `${system.url}/status`, form)).toBe(true);
    }
    const [shown] = await inboxOf(standIns, `to=${MOBILE}`);
    expect(shown).toMatchObject({ channel: 'sms', pin: '004217', headers: { validityperiod: '900' } });
  });

  it('finds messages and calls again by receiver and time', async () => {
    system.documents.set('/voice', '<Response/>');
    const before = new Date();
    const message = await sms();
    const made = await call();
    await received(8);
    const messages = await client.messages.list({ to: MOBILE, dateSentAfter: before });
    const calls = await client.calls.list({ to: LANDLINE, startTimeAfter: before });
    expect([messages.map(({ sid }) => sid), calls.map(({ sid }) => sid)]).toEqual([
      [message.sid],
      [made.sid],
    ]);
    expect(await client.messages.list({ to: '+819000000000' })).toEqual([]);
    expect(await client.messages.list({ to: MOBILE, dateSentAfter: new Date(Date.now() + 60_000) })).toEqual(
      [],
    );
    expect((await client.messages(message.sid).fetch()).status).toBe('delivered');
  });

  it('speaks what the documents of a call say, and presses the planned keys', async () => {
    system.documents.set(
      '/voice',
      '<?xml version="1.0"?><Response><Gather numDigits="1" action="/key"><Say language="ja-JP">1を&amp;押す</Say></Gather><Say>終わり</Say></Response>',
    );
    system.documents.set(
      '/key',
      '<Response><Say>PINコードは「ゼロ <break time="300ms"/>ゼロ よん に いち なな」です。</Say><Pause length="1"/><Hangup/></Response>',
    );
    await control(standIns, 'PUT', 'voice/outcome', { keys: '1' });
    const made = await call({ machineDetection: 'Enable' });
    await received(6);
    expect(
      system.requests.map(({ path, form }) => `${path} ${form['CallStatus']} ${form['Digits'] ?? ''}`),
    ).toEqual([
      '/status initiated ',
      '/status ringing ',
      '/status in-progress ',
      '/voice in-progress ',
      '/key in-progress 1',
      '/status completed ',
    ]);
    for (const { path, signature, form } of system.requests) {
      expect(twilio.validateRequest(TOKEN, signature, system.url + path, form)).toBe(true);
      expect(form['CallSid']).toBe(made.sid);
    }
    const [shown] = await inboxOf(standIns, `to=${LANDLINE}`);
    expect(shown).toMatchObject({ channel: 'voice', pin: '004217' });
    expect(shown!.text.split('\n')).toEqual(['1を&押す', 'PINコードは「ゼロ ゼロ よん に いち なな」です。']);
  });

  it('asks the fallback when the document of a call cannot be had, and tells of an error when neither can', async () => {
    system.documents.set('/again', '<Response><Say>ご案内</Say></Response>');
    const nowhere = { url: 'http://127.0.0.1:1/voice', statusCallback: undefined };
    await call({ ...nowhere, fallbackUrl: `${system.url}/again` });
    await received(1);
    expect(system.requests[0]?.form).toMatchObject({ ErrorCode: '11200', ErrorUrl: nowhere.url });
    await call({ ...nowhere, to: '+81466123301' });
    await expect
      .poll(async () => (await inboxOf(standIns)).map(({ text }) => text).reverse())
      .toEqual(['ご案内', 'An application error has occurred. Goodbye.']);
  });

  it('tells a document that a machine has answered', async () => {
    system.documents.set('/voice', '<Response><Say>ご案内</Say></Response>');
    await control(standIns, 'PUT', 'voice/outcome', { result: 'machine', to: LANDLINE });
    await call({ machineDetection: 'Enable' });
    await received(5);
    expect(system.requests.find(({ path }) => path === '/voice')!.form['AnsweredBy']).toBe('machine_start');
  });

  it.each(['busy', 'no-answer', 'failed'])(
    'ends a call that is %s without asking for its document',
    async (result) => {
      await control(standIns, 'PUT', 'voice/outcome', { result });
      await call();
      await received(3);
      expect(system.statuses()).toEqual(['initiated', 'ringing', result]);
      expect(await inboxOf(standIns)).toEqual([]);
    },
  );

  it('ends a call through the API', async () => {
    const made = await call();
    await client.calls(made.sid).update({ status: 'canceled' });
    await expect.poll(() => system.statuses()).toContain('canceled');
    expect((await client.calls(made.sid).fetch()).status).toBe('canceled');
    expect(await inboxOf(standIns)).toEqual([]);
  });

  it('gives the code of a carrier with a message that fails', async () => {
    await control(standIns, 'PUT', 'sms/outcome', { result: 'undelivered', errorCode: 30005 });
    await sms();
    await received(3);
    expect(system.requests.at(-1)!.form).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30005' });
  });

  it('sends callbacks twice, or the last first', async () => {
    await control(standIns, 'PUT', 'sms/outcome', { callbacks: 'twice', to: MOBILE });
    await sms();
    await received(6);
    expect(system.statuses()).toEqual(['queued', 'queued', 'sent', 'sent', 'delivered', 'delivered']);
    system.requests.length = 0;
    await control(standIns, 'PUT', 'sms/outcome', { callbacks: 'reversed', to: MOBILE });
    await sms();
    await received(3);
    expect(system.statuses()).toEqual(['delivered', 'sent', 'queued']);
  });

  it('refuses credentials that are not its own', async () => {
    await expect(clientWith('another').messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  it.each([
    ['a number that is none', { to: '09011112770' }, 21211],
    ['an SMS to a landline', { to: LANDLINE }, 21614],
    ['a message without text', { body: '' }, 21602],
    ['a validity beyond ten hours', { validityPeriod: 36_001 }, 20001],
    ['a callback address that is none', { statusCallback: '/status' }, 21609],
  ])('refuses %s with the code of Twilio', async (_, wrong, code) => {
    await expect(sms(wrong)).rejects.toMatchObject({ status: 400, code });
    expect(await inboxOf(standIns)).toEqual([]);
  });

  it('refuses as often as planned: 429, then 500, then a code', async () => {
    await control(standIns, 'PUT', 'sms/plan', { mode: 'refuse', status: 429, times: 2 });
    await expect(sms()).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(sms()).rejects.toMatchObject({ status: 429 });
    await sms();
    await control(standIns, 'PUT', 'sms/plan', { mode: 'refuse', status: 500, times: 1 });
    await expect(sms()).rejects.toMatchObject({ status: 500, code: 20500 });
    await control(standIns, 'PUT', 'sms/plan', {
      mode: 'refuse',
      status: 400,
      code: 21610,
      times: 1,
      to: MOBILE,
    });
    await expect(sms()).rejects.toMatchObject({ status: 400, code: 21610 });
    const { count, submissions } = await submissionsOf(standIns);
    expect(count).toMatchObject({ sms: 5 });
    expect(submissions.map(({ result }) => result)).toEqual([
      'refused 429',
      'refused 429',
      'accepted',
      'refused 500',
      'refused 400',
    ]);
  });

  it('takes a message and cuts the connection, so that the sender cannot know', async () => {
    await control(standIns, 'PUT', 'sms/plan', { mode: 'drop', times: 1 });
    await expect(sms()).rejects.toThrow(/hang up|ECONNRESET/);
    expect(await client.messages.list({ to: MOBILE })).toHaveLength(1);
  });

  it('never answers and takes nothing when it hangs', async () => {
    await control(standIns, 'PUT', 'sms/plan', { mode: 'hang', times: 1 });
    await expect(sms()).rejects.toThrow(/timeout/);
    expect(await client.messages.list({ to: MOBILE })).toEqual([]);
  });

  it('takes a message at once and answers when it is released', async () => {
    await control(standIns, 'PUT', 'sms/plan', { mode: 'hold', times: 1 });
    const sending = sms();
    await expect.poll(() => inboxOf(standIns)).toHaveLength(1);
    await control(standIns, 'POST', 'release');
    expect((await sending).status).toBe('queued');
  });

  it('refuses a plan that it does not understand', async () => {
    const response = await control(standIns, 'PUT', 'sms/plan', { mode: 'explode' });
    expect(response.status).toBe(400);
  });
});
