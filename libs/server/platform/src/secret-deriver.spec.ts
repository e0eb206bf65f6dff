import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { SecretDeriver } from './secret-deriver';

const key = (id: string) => `${id}:${randomBytes(32).toString('base64')}`;

describe('SecretDeriver', () => {
  it('keeps what an older key derived good while both are set, and derives anew with the newest', () => {
    const [older, newer] = [key('a'), key('b')];
    const before = new SecretDeriver([older]);
    const during = new SecretDeriver([newer, older]);
    const [id, nonce] = [randomUUID(), before.nonce()];
    expect(during.newestKeyId).toBe('b');
    expect(during.pin('a', id, nonce)).toBe(before.pin('a', id, nonce));
    expect(during.linkToken('a', id, nonce)).toBe(before.linkToken('a', id, nonce));
    expect(during.linkToken('b', id, nonce)).not.toBe(before.linkToken('a', id, nonce));
  });

  it('says plainly that a key was taken away too early', () => {
    const after = new SecretDeriver([key('b')]);
    expect(after.has('a')).toBe(false);
    expect(() => after.pin('a', randomUUID(), after.nonce())).toThrow('was removed before');
  });

  it('derives nothing that is the same for two uses', () => {
    const secrets = new SecretDeriver([key('a')]);
    const values = (
      ['pin', 'link', 'decoy', 'destination', 'subject', 'reference', 'not_me', 'audit'] as const
    ).map((purpose) => secrets.derive(purpose, 'a', 'x').toString('hex'));
    expect(new Set(values).size).toBe(values.length);
    expect(secrets.derive('pin', 'a', 'ab', 'c')).not.toEqual(secrets.derive('pin', 'a', 'a', 'bc'));
  });

  it('makes PINs of six digits, each as likely as any other', () => {
    const secrets = new SecretDeriver([key('a')]);
    const counts = Array<number>(10).fill(0);
    const samples = 10_000;
    for (let index = 0; index < samples; index++) {
      const pin = secrets.pin('a', String(index), secrets.nonce());
      expect(pin).toMatch(/^\d{6}$/);
      for (const digit of pin) counts[Number(digit)]! += 1;
    }
    const expected = (samples * 6) / 10;
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 9 degrees of freedom: above this in one run of a million.
    expect(chiSquare).toBeLessThan(44.8);
  });
});
