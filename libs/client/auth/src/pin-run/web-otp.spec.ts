import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { receiveOtp } from './web-otp';

describe('the PIN that the phone reads from the SMS', () => {
  const get = vi.fn<(options: object) => Promise<object | null>>();
  const { signal } = new AbortController();

  beforeEach(() => {
    vi.stubGlobal('OTPCredential', class {});
    vi.stubGlobal('navigator', { credentials: { get } });
  });
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetAllMocks();
  });

  it('is asked for by SMS alone, until the waiting ends', async () => {
    get.mockResolvedValue({ code: '004217' });
    expect(await receiveOtp(signal)).toBe('004217');
    expect(get).toHaveBeenCalledWith({ otp: { transport: ['sms'] }, signal });
  });

  it('is not asked for in a browser that does not know it', async () => {
    vi.unstubAllGlobals();
    expect(await receiveOtp(signal)).toBeNull();
    expect(get).not.toHaveBeenCalled();
  });

  it.each(['AbortError', 'NotAllowedError', 'InvalidStateError'])('is none after %s', async (name) => {
    get.mockRejectedValue(new DOMException('over', name));
    expect(await receiveOtp(signal)).toBeNull();
  });
});
