import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '../outbox/notification.entity';
import type { MessageFacts } from './message-facts';
import { pinTexts, spokenDigits } from './pin';
import { TEXTS } from './texts';

const facts: MessageFacts = {
  customerName: '環境 太郎',
  customerId: '01058734',
  registeredBy: '(株)環境保全研究所 販売事業本部',
  helpDesk: { role: '上位店', name: '(株)環境保全研究所 販売事業本部', phone: '050-1234-5678' },
  aboutCustomerId: '01058734',
  aboutCustomerName: '環境 花子',
  campaignDeadline: '2027-03-31',
  below: { several: 12, none: 3, invited: 0, bouncing: 1, noPhone: 2 },
  pin: '004217',
  webOtpHost: null,
  linkUrl: 'https://daiko.example/reset#t=token-of-link',
  notMeUrl: 'https://daiko.example/not-me#t=token-of-not-me',
  reference: 'K7-402',
  expiresAt: new Date('2026-11-22T07:43:59Z'),
  occurredAt: new Date('2026-12-31T15:05:00Z'),
  signIn: {
    userAgent: 'Mozilla/5.0 (Windows NT 10.0) Chrome/143.0',
    address: '203.0.113.7',
    isNewDevice: true,
    failuresBefore: 100,
  },
};

describe('the PIN by telephone', () => {
  it('is the announcement’s text with the digits one by one', () => {
    expect(pinTexts.voice(facts)).toEqual([
      'こちらは環境保全研究所の代行システムです。',
      '今からPINコードを案内します。',
      'PINコードは「ゼロ、ゼロ、よん、に、いち、なな」です。',
      'このPINコードを画面で入力してください。',
    ]);
  });

  it('has a word of its own for every digit', () => {
    expect(spokenDigits('0123456789')).toBe('ゼロ、いち、に、さん、よん、ご、ろく、なな、はち、きゅう');
  });
});

describe('the PIN by SMS', () => {
  it('is the announcement’s text and nothing else', () => {
    expect(pinTexts.sms(facts)).toBe(
      '環境保全研究所の代行システムからのご案内です。\n今からPINコードを案内します。\nPINコードは、「004217」になります。',
    );
  });

  it('is 63 characters long, its line breaks counted', () => {
    expect([...pinTexts.sms(facts)]).toHaveLength(63);
  });

  it('closes with host and PIN where phones may fill it in, as the browsers read it', () => {
    const text = pinTexts.sms({ ...facts, webOtpHost: 'daiko.example' });
    expect(text).toMatch(/「004217」になります。\n@daiko\.example #004217$/);
    expect(text.length).toBeLessThanOrEqual(140);
  });
});

describe('the PIN by mail', () => {
  const { subject, text } = pinTexts.email(facts);

  it('begins with the announcement’s text, the deadline in Japan’s time', () => {
    expect(text.split('\n').slice(0, 3)).toEqual([
      '現在のお問い合わせ画面で2026年11月22日 16時43分までに',
      '業務代行クラウドシステムへPINコードの入力を行って下さい。',
      'PINコード「004217」',
    ]);
  });

  it('has 照合番号 and それは私ではありません below it', () => {
    const below = text.split('\n').slice(3).join('\n');
    expect(below).toContain('照合番号 K7-402');
    expect(below).toContain('それは私ではありません');
    expect(below).toContain('https://daiko.example/not-me#t=token-of-not-me');
  });

  it('does not show the PIN before it is opened', () => {
    expect(subject).not.toContain('004217');
  });
});

describe('every message', () => {
  it.each(TEMPLATES)('%s fits into one SMS where it goes by SMS', (template) => {
    const text = TEXTS[template].sms?.(facts) ?? '';
    expect([...text].length).toBeLessThanOrEqual(70);
  });

  it.each(TEMPLATES)('%s leads to no page but ours', (template) => {
    const text = TEXTS[template].email?.(facts).text ?? '';
    for (const [link] of text.matchAll(/\w+:\/\/\S+/g)) expect(link).toMatch(/^https:\/\/daiko\.example\//);
  });

  it.each(['login_id_changed', 'password_changed'] as const)(
    '%s says what and when, and no secret',
    (template) => {
      const { voice, sms, email } = TEXTS[template];
      const what = template === 'login_id_changed' ? 'ログインID' : 'パスワード';
      expect(email?.(facts).text).toContain(`2027年1月1日 0時05分に、お客様の${what}が変更されました。`);
      expect(sms?.(facts)).toContain(`1月1日0時05分に${what}が変更されました。`);
      expect(voice?.(facts).join('')).toContain(`1月1日0時05分に、お客様の${what}が変更されました。`);
      expect([email?.(facts).text, sms?.(facts), voice?.(facts)].join()).not.toContain('004217');
    },
  );

  it.each(['login_id_link', 'password_link'] as const)('%s has the link on a line of its own', (template) => {
    expect(TEXTS[template].email?.(facts).text.split('\n')).toContain(facts.linkUrl);
  });

  it('names the customer to the dealer whose recovery was frozen', () => {
    const text = TEXTS.recovery_frozen.email?.(facts).text;
    expect(text).toContain('お客様ID : 01058734');
    expect(text).toContain('お客様名 : 環境 花子');
  });
});

describe('every mail', () => {
  it.each(TEMPLATES.filter((template) => TEXTS[template].email))('%s names whom to call', (template) => {
    const mail = (helpDesk: MessageFacts['helpDesk']) => TEXTS[template].email?.({ ...facts, helpDesk }).text;
    expect(mail(facts.helpDesk)).toContain(
      'お問い合わせ先: 上位店 (株)環境保全研究所 販売事業本部 電話 050-1234-5678',
    );
    expect(mail(null)).not.toContain('お問い合わせ先');
  });
});

describe('the mail with which a customer sets up a login', () => {
  it('names the お客様ID and who registered the address, and not the customer', () => {
    const text = TEXTS.login_setup_link.email?.(facts).text ?? '';
    expect(text).toContain(
      '(株)環境保全研究所 販売事業本部が、このメールアドレスをお客様のログインIDとして登録しました。',
    );
    expect(text.split('\n')).toContain('お客様ID : 01058734');
    expect(text).not.toContain('環境 太郎');
  });
});

describe('the mails of the campaign', () => {
  it('name the deadline and what to do', () => {
    const { text } = TEXTS.campaign_reminder.email!(facts);
    expect(text).toContain('2027年3月31日までに、次の手続きをお願いします。');
    expect(text).toContain('マイページの「要対応」');
  });

  it('tell dealers how many of their customers are left, by cause, and what to do about each', () => {
    const { text } = TEXTS.campaign_summary.email!(facts);
    expect(text).toContain('期限は2027年3月31日です。');
    expect(text).toContain('・複数あり 12件: お客様に、');
    expect(text).toContain('・電話番号なし 2件: ');
    expect(text).not.toContain('確認待ち');
  });
});
