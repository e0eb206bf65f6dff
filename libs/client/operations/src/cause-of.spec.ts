import { describe, expect, it } from 'vitest';
import { causeOf } from './cause-of';

describe('the cause of a message that did not arrive', () => {
  it.each([
    ['unreachable', '30003', '電源が入っていないか、圏外です (30003)'],
    ['mailbox_refused', '550', '宛先のメールボックスがありません (550)'],
    ['busy', 'busy', '話し中でした'],
    ['no_answer', 'machine', '留守番電話が応答したため、PINコードは再生していません'],
  ] as const)('%s with the code %s reads %s', (failure, providerCode, text) => {
    expect(causeOf({ failure, providerCode })).toBe(text);
  });

  it('falls back on what is known when the code is not', () => {
    expect(causeOf({ failure: 'refused', providerCode: '39999' })).toBe(
      '受信拒否の設定により届きませんでした (39999)',
    );
    expect(causeOf({ failure: 'provider_failed', providerCode: 'EWHAT' })).toBe(
      '送信会社で障害が起きています',
    );
  });

  it('says why a message that waits for its next attempt waits', () => {
    expect(causeOf({ failure: null, providerCode: '20429' })).toBe(
      '送信数の上限に達しました。時間をおいて再送します (20429)',
    );
  });

  it('says nothing where nothing went wrong', () => {
    expect(causeOf({ failure: null, providerCode: null })).toBe('');
  });

  it('says of what is too late only that', () => {
    expect(causeOf({ failure: 'deadline_passed', providerCode: '30003' })).toBe(
      '有効時間を過ぎたため、送信をやめました',
    );
  });
});
