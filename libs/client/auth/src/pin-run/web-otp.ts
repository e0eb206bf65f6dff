/** What a browser that knows WebOTP returns; not among TypeScript's types of the DOM. */
interface OtpCredential extends Credential {
  code: string;
}

/**
 * Waits for the SMS that names this host, where the browser knows WebOTP. The browser asks its user first.
 * @param signal ends the waiting
 * @returns the PIN, or null when there is none to be had: an old browser, a refusal, the end of the waiting
 */
export async function receiveOtp(signal: AbortSignal): Promise<string | null> {
  if (!('OTPCredential' in window)) return null;
  const options = { otp: { transport: ['sms'] }, signal } as CredentialRequestOptions;
  try {
    const credential = (await navigator.credentials.get(options)) as OtpCredential | null;
    return credential?.code ?? null;
  } catch (error) {
    // Whoever says no, or goes on, types the PIN: nothing has failed.
    if (error instanceof DOMException) return null;
    throw error;
  }
}
