import { describe, expect, it } from 'vitest';
import { callsHint, resendRefusal } from './pin-receipt';

describe('a call that does not come', () => {
  it('comes from a number that may be refused', () => {
    expect(callsHint(['050-1234-5678'])).toBe(
      '自動音声: 050-1234-5678 からお電話します。非通知・050番号の着信拒否を解除し、2分ほどお待ちください。',
    );
    expect(callsHint([])).toBe('自動音声: 非通知・050番号の着信拒否を解除し、2分ほどお待ちください。');
  });
});

describe('PINコードを再送する', () => {
  it('says how long to wait when it is pressed too early', () => {
    expect(resendRefusal(42, 3)).toBe('あと 42秒で再送できます');
    expect(resendRefusal(0.2, 3)).toBe('あと 1秒で再送できます');
  });

  it('refuses nothing once the wait is over', () => {
    expect(resendRefusal(0, 1)).toBe('');
  });

  it('says so when all sends are used up, whatever the wait', () => {
    expect(resendRefusal(42, 0)).toContain('使い切りました');
  });
});
