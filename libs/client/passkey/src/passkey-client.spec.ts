import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { ErrorCode, PasskeyAssertion } from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import { errorText } from '@daiko/client-ui';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PasskeyClient } from './passkey-client';

const ASSERTION = { credentialId: 'Y3JlZGVudGlhbA' } as PasskeyAssertion;
const OPTIONS = { challenge: 'AAAA', rpId: 'daiko.example', allowCredentials: [] };

describe('A passkey that was removed and is still on the device', () => {
  const answer = vi.fn<typeof fetch>();
  const signal = vi.fn();
  const refuse = (code: ErrorCode) =>
    answer.mockResolvedValueOnce(
      new Response(JSON.stringify({ status: 401, code, instance: 'a1' }), {
        status: 401,
        headers: { 'Content-Type': 'application/problem+json' },
      }),
    );
  /** Asks for the options, as the login page does, and then uses what was chosen. */
  const choose = async (): Promise<unknown> => {
    const client = TestBed.inject(PasskeyClient);
    answer.mockResolvedValueOnce(Response.json(OPTIONS));
    vi.stubGlobal('navigator', { ...navigator, credentials: { get: () => Promise.resolve(null) } });
    // The device gives nothing here: only for whom it was asked counts.
    await client.use('/passkey-sign-ins').catch((error: unknown) => error);
    answer.mockClear();
    return client.choose(ASSERTION).catch((error: unknown) => error);
  };

  beforeEach(() => {
    vi.stubGlobal('fetch', answer);
    vi.stubGlobal('PublicKeyCredential', { signalUnknownCredential: signal });
    TestBed.configureTestingModule({ providers: [provideRouter([])] });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    answer.mockReset();
    signal.mockReset();
  });

  it('is forgotten by the device, and the person is told to use the password', async () => {
    const refused = choose();
    refuse('passkey.unknown');
    const error = await refused;
    expect(ApiProblem.is(error, 'passkey.unknown')).toBe(true);
    expect(signal).toHaveBeenCalledExactlyOnceWith({
      rpId: 'daiko.example',
      credentialId: ASSERTION.credentialId,
    });
    expect(errorText('passkey.unknown')).toContain('パスワード');
  });

  it('is told of in the same way where the browser cannot make the device forget', async () => {
    vi.stubGlobal('PublicKeyCredential', {});
    const refused = choose();
    refuse('passkey.unknown');
    expect(ApiProblem.is(await refused, 'passkey.unknown')).toBe(true);
  });

  it('is not mistaken for one that is on file and was refused', async () => {
    const refused = choose();
    refuse('passkey.refused');
    expect(ApiProblem.is(await refused, 'passkey.refused')).toBe(true);
    expect(signal).not.toHaveBeenCalled();
  });
});
