import { describe, expect, it } from 'vitest';
import { resendRefusal } from './resend-refusal';

describe('PINコードを再送する', () => {
  it('says how long to wait when it is pressed too early', () => {
    expect(resendRefusal(42, 3)).toBe('あと 42秒で再送できます');
    expect(resendRefusal(0.2, 3)).toBe('あと 1秒で再送できます');
    expect(resendRefusal(455, 3)).toBe('あと 8分で再送できます');
  });

  it('refuses nothing once the wait is over', () => {
    expect(resendRefusal(0, 1)).toBe('');
  });

  it('says so when all sends are used up, whatever the wait', () => {
    expect(resendRefusal(42, 0)).toContain('使い切りました');
  });
});
