import { afterEach, describe, expect, it, vi } from 'vitest';
import { FAILURE_TEXTS } from '../delivery-steps';
import { addErrorTexts, ERROR_TEXTS, errorText, formatWait, problemText } from './error-message';
import { FIELD_ERROR_TEXTS, lineTexts } from '../field/field-error-text';
import { SIGNED_IN_ERROR_TEXTS } from './signed-in-error-texts';

const everyText = [ERROR_TEXTS, SIGNED_IN_ERROR_TEXTS, FIELD_ERROR_TEXTS, FAILURE_TEXTS].flatMap((texts) =>
  Object.values(texts),
);

describe('the error texts', () => {
  afterEach(() => vi.useRealTimers());

  it('say what to do and blame nobody', () => {
    for (const text of everyText) {
      expect(text).not.toMatch(/不正|無効な値|エラーが発生/);
      expect(text).toMatch(/ください|下さい|できません|られません/);
    }
  });

  it('are sentences with their full stop, all of them', () => {
    const lines = Object.values(lineTexts('お名前', 100));
    expect([...everyText, ...lines].filter((text) => !text.endsWith('。'))).toEqual([]);
  });

  it('differ for a PIN that is empty, too short, too long, wrong, expired, superseded and locked', () => {
    const texts = [
      FIELD_ERROR_TEXTS['pin.required'],
      FIELD_ERROR_TEXTS['pin.too_short'],
      FIELD_ERROR_TEXTS['pin.too_long'],
      FIELD_ERROR_TEXTS['pin.malformed'],
      ERROR_TEXTS['pin.mismatch'],
      ERROR_TEXTS['pin.expired'],
      ERROR_TEXTS['pin.superseded'],
      ERROR_TEXTS['pin.locked'],
    ];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('of signed-in pages are known once their frame has brought them', () => {
    expect(errorText('move.cycle')).toBe(ERROR_TEXTS['service.failed']);
    addErrorTexts(SIGNED_IN_ERROR_TEXTS);
    expect(errorText('move.cycle')).toBe(SIGNED_IN_ERROR_TEXTS['move.cycle']);
  });

  it('tell how many wrong PINs are still allowed, and when a wait is over', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-30T10:34:10+09:00') });
    const problem = { status: 422, code: 'pin.mismatch', instance: 'a1' } as const;
    expect(problemText({ ...problem, attemptsLeft: 2 })).toMatch(/あと2回入力できます。$/);
    expect(problemText({ ...problem, code: 'rate_limit.exceeded', retryAfterSeconds: 61 })).toContain(
      '10時36分を過ぎてから、もう一度お試しください。',
    );
    expect(problemText({ ...problem, code: 'destination.exhausted', retryAfterSeconds: 7_200 })).toMatch(
      /別の通知先を選んでください。\(12時35分から\)$/,
    );
    expect(problemText({ ...problem, code: 'destination.exhausted', retryAfterSeconds: 80_000 })).toContain(
      '(2026年12月1日(火) 8時48分から)',
    );
  });

  it('name no time where only a person ends the wait', () => {
    const closed = problemText({ status: 429, code: 'recovery.closed', instance: 'a1' });
    expect(closed).not.toMatch(/一時|時間|しばらく/);
    expect(closed).toContain('上位店');
  });

  it.each([
    [42, '42秒'],
    [60, '1分'],
    [61, '2分'],
    [455, '8分'],
    [3_541, '1時間'],
    [3_600, '1時間'],
    [3_660, '1時間1分'],
    [86_400, '24時間'],
  ])('write %i seconds as %s', (seconds, text) => {
    expect(formatWait(seconds)).toBe(text);
  });
});
