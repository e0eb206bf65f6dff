import { describe, expect, it } from 'vitest';
import { readMailbox } from './mailbox';

describe('the sender of mails', () => {
  it.each([
    ['no-reply@daiko.example', '', 'no-reply@daiko.example'],
    ['業務代行 <no-reply@daiko.example>', '業務代行', 'no-reply@daiko.example'],
    [
      '環境保全研究所(株) 業務代行 <no-reply@daiko.example>',
      '環境保全研究所(株) 業務代行',
      'no-reply@daiko.example',
    ],
    ['A. B; C, "D" [E] : F\\ G <a@daiko.example>', 'A. B; C, "D" [E] : F\\ G', 'a@daiko.example'],
    ['"環境, \\"緑\\" <店>" <a@daiko.example>', '環境, "緑" <店>', 'a@daiko.example'],
    ['  <a@daiko.example> ', '', 'a@daiko.example'],
  ])('%s has its name whole', (text, name, address) => {
    expect(readMailbox(text)).toEqual({ name, address });
  });

  it.each([
    '',
    '業務代行',
    '業務代行 no-reply@daiko.example',
    'a@daiko.example, b@daiko.example',
    'A <a@daiko.example>, B <b@daiko.example>',
    'a@daiko.example, B <b@daiko.example>',
    'A <a@daiko.example> <b@daiko.example>',
    'A <a@localhost>',
    'A <a@daiko.example\r\nBcc: b@daiko.example>',
    'A\r\nBcc: b@daiko.example <a@daiko.example>',
    'A <@daiko.example>',
    '業務: a@daiko.example;',
  ])('is one mailbox, which this is not: %j', (text) => {
    expect(readMailbox(text)).toBeUndefined();
  });
});
