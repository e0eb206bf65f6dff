import { describe, expect, it } from 'vitest';
import { parseMail } from './mail-parser.ts';

const mail = (...lines: string[]) => Buffer.from(lines.join('\r\n'), 'utf8');
const iso2022jp = Buffer.from('\x1b$B%Q%9%o!<%I\x1b(B', 'latin1'); // パスワード

describe('parseMail', () => {
  it('decodes a folded subject of several encoded words without blanks between them', () => {
    const subject = `Subject: =?utf-8?B?${Buffer.from('業務代行').toString('base64')}?=\r\n =?utf-8?Q?=E3=82=AF?=`;
    expect(parseMail(mail(subject, '', 'a')).subject).toBe('業務代行ク');
  });

  it('reads ISO-2022-JP, which Japanese mail still comes in', () => {
    const head = `Subject: =?iso-2022-jp?B?${iso2022jp.toString('base64')}?=\r\nContent-Type: text/plain; charset=iso-2022-jp\r\n\r\n`;
    const parsed = parseMail(Buffer.concat([Buffer.from(head), iso2022jp]));
    expect([parsed.subject, parsed.text]).toEqual(['パスワード', 'パスワード']);
  });

  it('joins the lines of quoted-printable and decodes its bytes', () => {
    const parsed = parseMail(
      mail(
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: quoted-printable',
        '',
        'https://a.example/reset#t=3D=',
        'abc =E3=81=82',
      ),
    );
    expect(parsed.text).toBe('https://a.example/reset#t=abc あ');
  });

  it('takes the plain part of nested multiparts', () => {
    const parsed = parseMail(
      mail(
        'Content-Type: multipart/mixed; boundary="outer"',
        '',
        '--outer',
        'Content-Type: multipart/alternative; boundary=inner',
        '',
        '--inner',
        'Content-Type: text/html; charset=utf-8',
        '',
        '<p>HTML</p>',
        '--inner',
        'Content-Type: text/plain; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        Buffer.from('本文').toString('base64'),
        '--inner--',
        '--outer--',
      ),
    );
    expect(parsed.text).toBe('本文');
  });

  it('keeps the address of a link when there is only HTML', () => {
    const parsed = parseMail(
      mail('Content-Type: text/html', '', '<p><a href="https://a.example/#t=1">開く</a></p>'),
    );
    expect(parsed.text).toBe('https://a.example/#t=1 開く');
  });
});
