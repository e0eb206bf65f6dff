import { describe, expect, it } from 'vitest';
import { callsHint } from './pin-receipt';

describe('a call that does not come', () => {
  it('comes from a number that may be refused', () => {
    expect(callsHint(['050-1234-5678'])).toBe(
      '自動音声: 050-1234-5678 からお電話します。非通知・050番号の着信拒否を解除し、2分ほどお待ちください。',
    );
    expect(callsHint([])).toBe('自動音声: 非通知・050番号の着信拒否を解除し、2分ほどお待ちください。');
  });
});
