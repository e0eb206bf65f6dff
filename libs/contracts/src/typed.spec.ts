import { describe, expect, it } from 'vitest';
import { readCustomerId } from './customer-id';
import { readEmail } from './email';
import { readPhone } from './phone';
import { readPin } from './pin';

describe('a mail address', () => {
  it.each([
    'kankyo@gmail.com',
    ' KANKYO@GMAIL.COM ',
    'ｋａｎｋｙｏ＠ｇｍａｉｌ．ｃｏｍ',
    '\u3000Kankyo@Gmail.com',
  ])('is one and the same however it is typed: %j', (text) => {
    expect(readEmail(text)).toEqual({ value: 'kankyo@gmail.com' });
  });

  it.each(['kankyo@gmaıl.com', 'kankyo@ɡmail.com', 'kankyo@gmаil.com'])(
    'of a domain that only looks like another is another: %j',
    (text) => {
      const { value } = readEmail(text);
      expect(value ?? '').not.toBe('kankyo@gmail.com');
      expect(value ?? 'xn--').toContain('xn--');
    },
  );

  it.each(['kankуo@gmail.com', 'kánkyo@gmail.com', '環境@mail.example'])(
    'has no letters before the @ that could be mistaken for others: %j',
    (text) => {
      expect(readEmail(text).code).toBe('email.malformed');
    },
  );

  it.each([
    'a..b@docomo.ne.jp',
    'x.@ezweb.ne.jp',
    '.y@docomo.ne.jp',
    'taro+uri@gmail.com',
    "o'hara@mail.example",
  ])('may be what Japanese carriers once gave out: %s', (text) => {
    expect(readEmail(text)).toEqual({ value: text });
  });

  it.each([
    'a@mail.example\r\nBcc: dare@mail.example',
    'a\r\nBcc: dare@mail.example',
    'a@mail.example\nX: y',
    'a@mail.example\u0000',
    'a@mail.example,b@mail.example',
    'a@mail.example;b@mail.example',
    'a@mail.example b@mail.example',
    'Taro <a@mail.example>',
    '"<script>"@mail.example',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@mail.example/x',
    'a@b@mail.example',
    'a%0d%0aBcc@mail.example%0d%0a',
    'a@localhost',
    `${'a'.repeat(65)}@mail.example`,
    `a@${'b'.repeat(250)}.example`,
  ])('bends no header and names nobody else: %j', (text) => {
    expect(readEmail(text).value).toBeUndefined();
  });
});

describe('a phone number', () => {
  it.each([
    '090-1111-2770',
    '０９０ー１１１１ー２７７０',
    '(090) 1111 2770',
    '+81 90 1111 2770',
    '+81 (0)90-1111-2770',
    '090・1111・2770'.replaceAll('・', '‐'),
  ])('is one and the same however it is typed: %j', (text) => {
    expect(readPhone(text)).toEqual({ value: '+819011112770' });
  });

  it.each([
    '+1 415 555 0100',
    '0014155550100',
    '090-1111-2770;ext=1',
    '090-1111-2770x1',
    '9011112770',
    "0901111277' OR 1",
    '090-1111-27701',
  ])('is none of ours: %j', (text) => {
    expect(readPhone(text).value).toBeUndefined();
  });
});

describe('digits', () => {
  it.each(['01058734', '０１０５８７３４', '0105-8734', '0105 8734', '1058734'])(
    '%j is one お客様ID',
    (text) => {
      expect(readCustomerId(text)).toEqual({ value: '01058734' });
    },
  );

  it.each(['012345', '０１２３４５', '012 345', '012-345', '\u3000012345'])('%j is one PIN', (text) => {
    expect(readPin(text)).toEqual({ value: '012345' });
  });

  it.each(['12345', '1234567', '12345a', '%2530', '１２３４５六', '-1', '1e5'])('%j is none', (text) => {
    expect(readPin(text).value).toBeUndefined();
  });
});
