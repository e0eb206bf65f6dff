import { describe, expect, it } from 'vitest';
import { twilioOutcome } from './twilio-account';

describe('twilioOutcome', () => {
  it('tries later what was never processed', () => {
    expect(twilioOutcome({ status: 429, code: 20429 })).toEqual({ kind: 'later', providerCode: '20429' });
  });

  it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('tries later what never left: %s', (code) => {
    expect(twilioOutcome({ code }).kind).toBe('later');
  });

  it.each([
    [21614, 'unreachable'],
    [21211, 'unreachable'],
    [21610, 'refused'],
    [20003, 'provider_failed'],
  ])('takes error %i for final: %s', (code, failure) => {
    expect(twilioOutcome({ status: 400, code })).toMatchObject({
      kind: 'refused',
      failure,
      providerCode: String(code),
    });
  });

  it.each([
    { status: 500 },
    { status: 503, code: 20503 },
    { code: 'ECONNABORTED' },
    { code: 'ECONNRESET' },
    {},
  ])('does not know what became of %j', (error) => {
    expect(twilioOutcome(error).kind).toBe('unknown');
  });
});
