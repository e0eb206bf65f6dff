import { connect } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { InboxMessage } from '../inbox.ts';
import { startStandIns, type StandIns } from '../stand-ins.ts';
import { control, inboxOf, submissionsOf } from '../testing.ts';

describe('the mail server', () => {
  let standIns: StandIns;
  const transport = () => {
    const { hostname, port } = new URL(standIns.smtpUrl);
    return createTransport({
      host: hostname,
      port: Number(port),
      socketTimeout: 1_000,
      greetingTimeout: 1_000,
    });
  };
  const send = (to: string, rest = {}) =>
    transport().sendMail({
      from: '業務代行 <no-reply@daiko.example>',
      to,
      subject: '件名',
      text: '本文',
      ...rest,
    });

  beforeAll(async () => {
    standIns = await startStandIns({ accountSid: 'AC', authToken: 'token', step: 1 });
  });
  afterEach(() => control(standIns, 'DELETE'));
  afterAll(() => standIns.stop());

  it('shows a mail with sender, subject, text, links and message ID', async () => {
    const text = 'PINコード「004217」\nhttps://a.example/reset#t=' + 'x'.repeat(90);
    const { messageId } = await send('kankyo@gmail.com', { text });
    const [mail] = await inboxOf(standIns, 'channel=email&to=kankyo@gmail.com');
    expect(mail).toMatchObject<Partial<InboxMessage>>({
      subject: '件名',
      text,
      pin: '004217',
      links: ['https://a.example/reset#t=' + 'x'.repeat(90)],
    });
    expect(mail!.from).toContain('業務代行');
    expect(mail!.headers['message-id']).toBe(messageId);
  });

  it('takes the address forms of Japanese carriers, quoted on the way', async () => {
    await send('"a..b"@docomo.ne.jp');
    await send('"c."@docomo.ne.jp');
    const received = await inboxOf(standIns);
    expect(received.map(({ to }) => to)).toEqual(['c.@docomo.ne.jp', 'a..b@docomo.ne.jp']);
  });

  it('refuses such an address without the quotes, as real servers do', async () => {
    // By hand: nodemailer quotes by itself.
    const { hostname, port } = new URL(standIns.smtpUrl);
    const socket = connect(Number(port), hostname).setEncoding('utf8');
    const lines = ['EHLO a', 'MAIL FROM:<a@b.example>', 'RCPT TO:<a..b@docomo.ne.jp>', 'QUIT'];
    const said: string[] = [];
    socket.on('data', (text: string) => {
      said.push(text);
      const line = lines.shift();
      if (line !== undefined) socket.write(`${line}\r\n`);
    });
    await new Promise((resolve) => socket.once('close', resolve));
    expect(said.join('')).toContain('553 ');
  });

  it.each([421, 450, 550])('refuses a mail with %i as planned, and takes the next', async (status) => {
    await control(standIns, 'PUT', 'email/plan', { mode: 'refuse', status, times: 1 });
    await expect(send('kankyo@gmail.com')).rejects.toMatchObject({ responseCode: status });
    await send('kankyo@gmail.com');
    const { submissions } = await submissionsOf(standIns);
    expect(submissions.map(({ result }) => result)).toEqual([`refused ${status}`, 'accepted']);
  });

  it('takes a mail and cuts the connection before the answer', async () => {
    await control(standIns, 'PUT', 'email/plan', { mode: 'drop' });
    await expect(send('kankyo@gmail.com')).rejects.toThrow();
    expect(await inboxOf(standIns)).toHaveLength(1);
  });

  it('never answers and takes nothing when it hangs', async () => {
    await control(standIns, 'PUT', 'email/plan', { mode: 'hang' });
    await expect(send('kankyo@gmail.com')).rejects.toMatchObject({ code: 'ETIMEDOUT' });
    expect(await inboxOf(standIns)).toEqual([]);
  });

  it('takes a mail at once and answers when it is released', async () => {
    await control(standIns, 'PUT', 'email/plan', { mode: 'hold', to: 'kankyo@gmail.com' });
    let answered = false;
    const sending = send('kankyo@gmail.com').then(() => (answered = true));
    await expect.poll(() => inboxOf(standIns)).toHaveLength(1);
    expect(answered).toBe(false);
    await control(standIns, 'POST', 'release');
    expect(await sending).toBe(true);
  });
});
