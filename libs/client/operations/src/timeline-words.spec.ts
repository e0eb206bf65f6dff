import { describe, expect, it } from 'vitest';
import { actorText, detailLines } from './timeline-words';

describe('a customer’s timeline', () => {
  it('names who acted', () => {
    expect(actorText({ actor: '01058734', actorName: '環境 太郎' })).toBe('環境 太郎 (01058734)');
    expect(actorText({ actor: '99999999', actorName: null })).toBe('99999999');
    expect(actorText({ actor: 'anonymous', actorName: null })).toBe('ログインしていない人');
  });

  it('says in words what came of a refusal, without what its reader was asked to do', () => {
    expect(detailLines({ event: 'sign_in', detail: { code: 'sign_in.refused' } })).toEqual([
      'ログインIDまたはパスワードの間違い',
    ]);
    expect(detailLines({ event: 'pin.checked', detail: { code: 'pin.expired', run: 'x' } })).toEqual([
      'PINコードの有効時間(15分)を過ぎました',
    ]);
  });

  it('says the reason that a person gave, and what was taken back', () => {
    const detail = { reason: '電話でご本人と確認', wasFrozen: true, wasClosed: false };
    expect(detailLines({ event: 'recovery.reopened', detail })).toEqual([
      '「それは私ではありません」による停止を解除',
      '理由 電話でご本人と確認',
    ]);
  });

  it('keeps to itself what means something to technicians alone', () => {
    expect(detailLines({ event: 'credential.registered', detail: { version: 3 } })).toEqual([]);
  });
});
