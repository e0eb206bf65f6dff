import { describe, expect, it } from 'vitest';
import { Inbox, linksIn, pinIn } from './inbox.ts';

const message = {
  channel: 'sms',
  to: '+819011112770',
  from: '+815000000000',
  text: 'a',
  headers: {},
} as const;

describe('Inbox', () => {
  it('lists the newest message first', () => {
    const inbox = new Inbox();
    inbox.add({ ...message, text: 'first' });
    inbox.add({ ...message, text: 'second' });
    expect(inbox.list().map(({ text }) => text)).toEqual(['second', 'first']);
  });

  it('finds by channel, receiver in any case, and time', () => {
    const inbox = new Inbox();
    const sms = inbox.add(message);
    inbox.add({ ...message, channel: 'email', to: 'Kankyo@gmail.com' });
    expect(inbox.list({ channel: 'sms' })).toEqual([sms]);
    expect(inbox.list({ to: 'kankyo@GMAIL.com' })).toHaveLength(1);
    expect(inbox.list({ since: sms.receivedAt })).toHaveLength(2);
    expect(inbox.list({ since: '2999-01-01T00:00:00Z' })).toEqual([]);
  });

  it.each([
    ['PINコードは、「004217」になります。', '004217'],
    ['PINコードは「ゼロ、ゼロ、よん、に、いち、なな」です。', '004217'],
    ['PINコードは「ゼロ いち に さん なな きゅう」です。', '012379'],
    ['お客様名「環境 太郎」のログインIDを変更しました。', undefined],
  ])('reads the PIN of %s', (text, pin) => {
    expect(pinIn(text)).toBe(pin);
  });

  it('finds the links of a text without the punctuation around them', () => {
    expect(linksIn('こちら（https://a.example/reset#t=x-_1）から。\nhttp://b.example/')).toEqual([
      'https://a.example/reset#t=x-_1',
      'http://b.example/',
    ]);
  });
});
