import type { Alarm } from '@daiko/contracts';
import { describe, expect, it } from 'vitest';
import { alarmText } from './alarm-notices';

const spent = (subject: Alarm['subject']): Alarm => ({
  code: 'budget.spent',
  channel: null,
  subject,
  since: '2026-11-22T07:28:00Z',
  seconds: null,
});

describe('A budget that is used up', () => {
  it.each<[Alarm['subject'], string]>([
    [{ scope: 'block', id: '+81900007' }, '対象: 0900007 で始まる電話番号。'],
    [{ scope: 'dealer', id: '01058734' }, '対象: 上位店 01058734 の配下。'],
    [{ scope: 'all', id: '' }, '対象: 全体。'],
  ])('names what it was the budget of: %o', (subject, text) => {
    expect(alarmText(spent(subject)).text).toContain(text);
  });
});
