import { describe, expect, it } from 'vitest';
import { announcementBetween, formatRemaining, untilNextTick } from './remaining-time';

const MINUTE = 60_000;

describe('the remaining time', () => {
  it.each([
    [15 * MINUTE, '15分'],
    [15 * MINUTE - 1, '15分'],
    [14 * MINUTE, '14分'],
    [MINUTE + 1_000, '2分'],
    [MINUTE, '1分'],
    [MINUTE - 1_000, '59秒'],
    [999, '1秒'],
  ])('of %i ms reads %s', (left, text) => {
    expect(formatRemaining(left)).toBe(text);
  });

  it('is looked at each minute, and each second in the last one', () => {
    expect(untilNextTick(14 * MINUTE + 30_000)).toBe(30_000);
    expect(untilNextTick(42_300)).toBe(300);
    expect(untilNextTick(14 * MINUTE)).toBe(MINUTE);
  });

  it('always changes with the next look', () => {
    for (const left of [15 * MINUTE, 10 * MINUTE + 1, 2 * MINUTE, MINUTE, 30_000, 1_500]) {
      expect(formatRemaining(left - untilNextTick(left))).not.toBe(formatRemaining(left));
    }
  });

  it('is read out at five minutes, at one and at the end, and never in between', () => {
    const spoken: string[] = [];
    for (let left = 15 * MINUTE; left > 0; left -= 1_000) {
      const text = announcementBetween(left, left - 1_000);
      if (text !== undefined) spoken.push(text);
    }
    expect(spoken).toEqual([
      '有効期限まで残り5分です。',
      '有効期限まで残り1分です。',
      '有効期限が過ぎました。',
    ]);
  });

  it('is read out as it is shown', () => {
    for (const moment of [5 * MINUTE, MINUTE]) {
      for (const late of [0, 40]) {
        const left = moment - late;
        expect(announcementBetween(moment + 1_000, left)).toContain(`残り${formatRemaining(left)}です`);
      }
    }
  });

  it('is read out once after a sleep over several moments', () => {
    expect(announcementBetween(10 * MINUTE, 30_000)).toBe('有効期限まで残り1分です。');
    expect(announcementBetween(10 * MINUTE, 0)).toBe('有効期限が過ぎました。');
  });
});
