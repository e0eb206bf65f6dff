/** What a browser that supports WebOTP returns; TypeScript's DOM types do not contain it. */
interface OtpCredential extends Credential {
  code: string;
}

/**
 * Waits for the SMS that names this host, if the browser supports WebOTP. The browser asks the user first.
 * @param signal ends the waiting
 * @returns the PIN, or null if there is none: an old browser, a refusal, or the end of the waiting
 */
export async function receiveOtp(signal: AbortSignal): Promise<string | null> {
  if (!('OTPCredential' in window)) return null;
  const options = { otp: { transport: ['sms'] }, signal } as CredentialRequestOptions;
  try {
    const credential = (await navigator.credentials.get(options)) as OtpCredential | null;
    return credential?.code ?? null;
  } catch (error) {
    // A user who refuses, or who continues without it, types the PIN. This is not a failure.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
