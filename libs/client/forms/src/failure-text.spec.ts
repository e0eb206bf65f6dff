import { ApiProblem } from '@daiko/client-session';
import { describe, expect, it } from 'vitest';
import { failureText } from './failure-text';

describe('Why a request came to nothing', () => {
  it('is a matter of the connection only when no answer came', () => {
    expect(failureText(new ApiProblem('offline'))).toContain('通信できませんでした');
  });

  it.each([
    new ApiProblem('refused', { status: 500, code: 'service.failed', instance: 'a1' }),
    new ApiProblem('refused', { status: 503, code: 'service.unavailable', instance: 'a1' }),
    new ApiProblem('unavailable'),
  ])('is a matter of the system when it answers with a fault: %s', (problem) => {
    expect(failureText(problem)).not.toMatch(/通信|電波/);
    expect(failureText(problem)).toContain('しばらく待ってから');
  });
});
