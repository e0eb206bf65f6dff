import { describe, expect, it } from 'vitest';
import { outageTexts } from './outage-notice';

describe('a channel that was switched off', () => {
  it('is named in the words of 通知先選択, with the reason', () => {
    expect(outageTexts([{ channel: 'voice', reason: '回線の工事のため' }])).toEqual([
      { heading: '現在、自動音声が届きにくくなっています', reason: '回線の工事のため' },
    ]);
  });
});
