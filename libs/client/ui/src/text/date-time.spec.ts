import { describe, expect, it } from 'vitest';
import { formatClock, formatDate, formatDateTime, formatDeadline } from './date-time';

describe('dates and times', () => {
  it('are those of Japan, wherever the reader is', () => {
    expect(formatDateTime('2026-11-22T07:43:05Z')).toBe('2026年11月22日(日) 16:43');
    expect(formatDateTime('2026-11-21T23:43:05-05:00')).toBe('2026年11月22日(日) 13:43');
  });

  it('change the day at midnight in Japan', () => {
    expect(formatDate('2026-12-31T14:59:59Z')).toBe('2026年12月31日(木)');
    expect(formatDate('2026-12-31T15:00:00Z')).toBe('2027年1月1日(金)');
  });

  it('write midnight as 0 and not as 24', () => {
    expect(formatDateTime('2026-11-21T15:05:00Z')).toBe('2026年11月22日(日) 00:05');
    expect(formatDeadline('2026-11-21T15:05:00Z')).toBe('0時05分');
  });

  it('write a deadline as the messages do, and the steps of a delivery to the second', () => {
    expect(formatDeadline('2026-11-22T07:43:59Z')).toBe('16時43分');
    expect(formatClock('2026-11-22T07:28:04.900Z')).toBe('16:28:04');
  });
});
