import { describe, expect, it } from 'vitest';
import { SAMPLE_FACTS } from './message-catalogue';
import type { UnusualSignIn } from './message-facts';
import { roughAddress, unusualSignInTexts } from './unusual-sign-in';

const SIGN_IN: UnusualSignIn = {
  userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1',
  address: '203.0.113.77/32',
  isNewDevice: true,
  failuresBefore: 0,
};
const mail = (signIn: Partial<UnusualSignIn>) =>
  unusualSignInTexts.email({ ...SAMPLE_FACTS, signIn: { ...SIGN_IN, ...signIn } });

describe('the mail about an unusual sign-in', () => {
  it('tells when, with what and roughly where from, never the whole address', () => {
    const { subject, text } = mail({});
    expect(subject).toContain('新しい端末');
    expect(text).toContain('2026年11月22日 16時28分');
    expect(text).toContain('端末 : iPhone・Safari (これまでにお使いでない端末です)');
    expect(text).toContain('接続元 : 203.0.***.*** (IPアドレスの一部)');
    expect(text).not.toContain('入力誤り');
    expect(text).not.toContain('203.0.113');
    expect(text).toContain('https://daiko.example/not-me#t=');
  });

  it('tells of wrong passwords before it, with the device or without', () => {
    expect(mail({ failuresBefore: 6 }).text).toContain('入力誤りが6回ありました');
    const known = mail({ isNewDevice: false, failuresBefore: 6 });
    expect(known.subject).toContain('入力誤り');
    expect(known.text).not.toContain('これまでにお使いでない');
  });

  it.each([
    ['203.0.113.77', '203.0.***.***'],
    ['2001:db8:0:1::/64', '2001:db8:****'],
    ['::1/128', '::****'],
  ])('shows of %s no more than %s', (address, rough) => {
    expect(roughAddress(address)).toBe(rough);
  });
});
