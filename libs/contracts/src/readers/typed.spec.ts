import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBirthday } from './calendar-date';
import { readCustomerId } from './customer-id';
import { readEmail } from './email';
import { readLoginId } from './login-id';
import { foldPassword, readNewPassword, readPassword } from './password';
import { readPasskeyName } from '../auth/passkey';
import { readPhone } from './phone';
import { readPin } from './pin';
import { readPostalCode } from './postal-code';
import { readRegistrationNumber } from './registration-number';

describe('a mail address', () => {
  it.each([
    'kankyo@gmail.com',
    ' KANKYO@GMAIL.COM ',
    'ｋａｎｋｙｏ＠ｇｍａｉｌ．ｃｏｍ',
    '\u3000Kankyo@Gmail.com',
    'mailto:kankyo@gmail.com',
    'MAILTO:kankyo@gmail.com?subject=PIN',
    '<kankyo@gmail.com>',
    '<mailto:kankyo@gmail.com>',
    '"kankyo@gmail.com"',
    '「kankyo@gmail.com」',
    '＜kankyo@gmail.com＞',
    '\u202akankyo@gmail.com\u202c',
    'kan\u00adkyo@gmail\u2060.com',
    'kankyo@gmail.com\ufe0f',
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

describe('a masked mail address', () => {
  it('copied from 通知先選択 is no address', () => {
    expect(readEmail('ka*****@gmail.com').code).toBe('email.masked');
  });
});

describe('the login ID', () => {
  it.each([
    'keiri',
    ' ＫＥＩＲＩ ',
    '\u202akeiri\u202c',
    'kei\u00adri',
    '「keiri」',
    '<keiri>',
    'mailto:keiri',
    '"keiri"',
  ])('is one and the same however it is typed: %j', (text) => {
    expect(readLoginId(text)).toEqual({ value: 'keiri' });
  });

  it('is asked for when nothing shows', () => {
    expect(readLoginId('\u200b\u2060').code).toBe('email.required');
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
    'tel:090-1111-2770',
    'TEL: 090-1111-2770',
    '℡090-1111-2770',
    'tel:+81-90-1111-2770',
    '「090-1111-2770」',
    '<09011112770>',
    '\u202a090-1111-2770\u202c',
    '0081-90-1111-2770',
    '090〜1111〜2770',
    '090\u00ad1111\u20602770',
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

describe('digits that are no whole phone number', () => {
  it.each([
    ['123', 'phone.too_short'],
    ['12-3456', 'phone.too_short'],
    ['9011112770', 'phone.too_short'],
    ['819011112770000', 'phone.too_long'],
    ['でんわ', 'phone.malformed'],
  ])('%j are told what is wrong with them: %s', (text, code) => {
    expect(readPhone(text)).toEqual({ code });
  });
});

describe('digits', () => {
  it.each([
    '01058734',
    '０１０５８７３４',
    '0105-8734',
    '0105 8734',
    '1058734',
    '1058734.0',
    '01058734 様',
    '01058734様',
    '「01058734」',
    'お客様ID : 01058734',
    'お客様ID：01058734',
    'お客様ID:01058734 / 環境 太郎 様',
    '"01058734"',
    "'01058734",
    '="01058734"',
    '\u202a01058734\u202c',
    '0105\u00ad8734',
    '0105\u20608734',
  ])('%j is one お客様ID', (text) => {
    expect(readCustomerId(text)).toEqual({ value: '01058734' });
  });

  it.each(['2019/10/12', '2019-10-12', '2019.10.12', '300004.40', '105.8734', '1.058734E6', '(0105)8734'])(
    '%j is no お客様ID',
    (text) => {
      expect(readCustomerId(text)).toEqual({ code: 'customer_id.malformed' });
    },
  );

  it.each([
    '251-0052',
    '251 - 0052',
    '〒251-0052',
    '〒 251 0052',
    '２５１ー００５２',
    '2510052',
    '2510052.0',
    '「251-0052」',
  ])('%j is one 郵便番号', (text) => {
    expect(readPostalCode(text)).toEqual({ value: '2510052' });
  });

  it.each([
    '251-00',
    '251-00.52',
    '600001.0',
    '2019/1/23',
    '251',
    '25-10052',
    '251-005-2',
    '251/0052',
    '251.0052',
  ])('%j is no 郵便番号', (text) => {
    expect(readPostalCode(text)).toEqual({ code: 'postal_code.malformed' });
  });

  it.each([
    'T7000012050002',
    '7000012050002',
    'Ｔ７００００１２０５０００２',
    'T7-0000-1205-0002',
    '7000012050002.0',
    '「T7000012050002」',
    'T700001\u00ad2050002',
  ])('%j is one 登録番号', (text) => {
    expect(readRegistrationNumber(text)).toEqual({ value: 'T7000012050002' });
  });

  it.each([
    '012345',
    '０１２３４５',
    '012 345',
    '012-345',
    '\u3000012345',
    '「012345」',
    'PINコード「012345」',
    'PINコード「０１２３４５」',
    '\u202a012345\u202c',
    '012\u200b345',
    '環境保全研究所の代行システムからのご案内です。\n今からPINコードを案内します。\nPINコードは、「012345」になります。',
    'PINコードは、「012345」になります。\n@daiko.example #012345',
    '現在のお問い合わせ画面で2026年11月22日 16時43分までに\n業務代行クラウドシステムへPINコードの入力を行って下さい。\nPINコード「012345」\n照合番号 K7-402',
  ])('%j is one PIN', (text) => {
    expect(readPin(text)).toEqual({ value: '012345' });
  });

  it.each(['12345', '1234567', '12345a', '%2530', '１２３４５六', '-1', '1e5', '「1234567」'])(
    '%j is none',
    (text) => {
      expect(readPin(text).value).toBeUndefined();
    },
  );

  it('of two PINs in one text neither is taken', () => {
    expect(readPin('PINコード「012345」 PINコード「648372」')).toEqual({ code: 'pin.several' });
  });
});

describe('a password', () => {
  it('is folded once: folding it again changes nothing', () => {
    const near = fc.string({
      unit: fc.constantFrom(...'a\\¥￥＼~〜～‾-−ーｰ‐’\'“" \u3000\u3099か①ｶﾞ❤\ufe0f\u200b'),
    });
    fc.assert(
      fc.property(fc.oneof(near, fc.string({ unit: 'binary' })), (text) => {
        const folded = foldPassword(text);
        expect(foldPassword(folded)).toBe(folded);
        // NFKC, which hashes from before this fold are of, hides nothing from it but U+203E.
        if (!text.includes('\u203e')) expect(foldPassword(text.normalize('NFKC'))).toBe(folded);
      }),
    );
  });

  it('to compare is handed on as typed; a new one is measured and kept folded', () => {
    expect(readPassword('ｋａｚｅ￥2019')).toEqual({ value: 'ｋａｚｅ￥2019' });
    expect(readNewPassword('ｋａｚｅ￥ー2019 no')).toEqual({ value: 'kaze\\-2019 no' });
    expect(readNewPassword('\u200b'.repeat(12))).toEqual({ code: 'password.required' });
  });
});

describe('a name of a passkey', () => {
  it('shows something', () => {
    expect(readPasskeyName('\u200b').code).toBe('field.required');
    expect(readPasskeyName('会社の\u200bパソコン')).toEqual({ value: '会社のパソコン' });
  });
});

describe('every reader', () => {
  const READERS = {
    readBirthday,
    readCustomerId,
    readEmail,
    readLoginId,
    readPhone,
    readPin,
    readPostalCode,
    readRegistrationNumber,
  };
  /** Text near to what is meant: digits, signs between them, signs around them, and whatever Unicode has. */
  const nearly = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({
      unit: fc.constantFrom(...'0123456789０１２.-ー〜/() 「」<>"\'=様T@abc\u00ad\u202a\u200b\n'),
    }),
  );

  it.each(Object.entries(READERS))('%s reads what it gave back as the same', (_, read) => {
    fc.assert(
      fc.property(nearly, (text) => {
        const { value } = read(text);
        if (value !== undefined) expect(read(value)).toEqual({ value });
      }),
    );
  });

  it('overlooks signs that show nothing, wherever they stand', () => {
    const cases = [
      [readCustomerId, '01058734'],
      [readPhone, '+819011112770'],
      [readPin, '012345'],
      [readPostalCode, '2510052'],
      [readRegistrationNumber, 'T7000012050002'],
      [readEmail, 'kankyo@gmail.com'],
      [readLoginId, 'keiri'],
      [readBirthday, '1960-04-01'],
    ] as const;
    const invisible = fc.constantFrom(
      ...'\u00ad\u034f\u061c\u200b\u200e\u202a\u202e\u2060\u2066\ufe0f\ufeff\u3164',
    );
    fc.assert(
      fc.property(fc.constantFrom(...cases), fc.nat(), invisible, ([read, value], at, sign) => {
        const place = at % (value.length + 1);
        expect(read(value.slice(0, place) + sign + value.slice(place))).toEqual({ value });
      }),
    );
  });
});
