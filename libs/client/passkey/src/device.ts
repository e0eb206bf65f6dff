import type {
  AddPasskeyRequest,
  ErrorCode,
  PasskeyAssertion,
  PasskeyCreationOptions,
  PasskeyRequestOptions,
} from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
  type AuthenticationResponseJSON,
} from '@simplewebauthn/browser';

/** Whether the browser can offer passkeys in its autofill. */
export function fillsIn(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill();
}

/**
 * Makes the device forget a passkey that the server does not know any more. A browser that does not support this
 * keeps offering it.
 */
export async function forgetOnDevice(rpId: string, credentialId: string): Promise<void> {
  const browser: Partial<Pick<typeof PublicKeyCredential, 'signalUnknownCredential'>> = PublicKeyCredential;
  try {
    await browser.signalUnknownCredential?.({ rpId, credentialId });
  } catch {
    // The user has to see the refusal itself, not this error.
  }
}

/** Cancels the request for a passkey that is in progress. */
export function stopAsking(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** @throws ApiProblem `passkey.refused` if it failed for any reason, because the browser does not give the reason */
export function askDevice(options: PasskeyRequestOptions): Promise<PasskeyAssertion>;
/**
 * Asks without a dialog, in the autofill of the browser.
 * @param until milliseconds
 * @returns `unanswered` if the user chose nothing until then; nothing if another request came first
 */
export function askDevice(
  options: PasskeyRequestOptions,
  until: number,
): Promise<PasskeyAssertion | 'unanswered' | undefined>;
export async function askDevice(
  options: PasskeyRequestOptions,
  until?: number,
): Promise<PasskeyAssertion | 'unanswered' | undefined> {
  if (until === undefined) {
    return assertionOf(await orRefused(startAuthentication({ optionsJSON: options })));
  }
  const began = performance.now();
  const timer = setTimeout(stopAsking, until);
  try {
    return assertionOf(await startAuthentication({ optionsJSON: options, useBrowserAutofill: true }));
  } catch (error) {
    // The user pressed nothing, so there is no error to show.
    if (!isDeviceError(error)) throw error;
    return performance.now() - began >= until ? 'unanswered' : undefined;
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @throws ApiProblem `passkey.known` if the device already has a passkey of this customer; otherwise
 * `passkey.refused`
 */
export async function makeOnDevice(options: PasskeyCreationOptions): Promise<AddPasskeyRequest> {
  const { id, response } = await orRefused(startRegistration({ optionsJSON: options }));
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return {
    credentialId: id,
    clientDataJSON,
    attestationObject,
    transports: transports as AddPasskeyRequest['transports'],
  };
}

function assertionOf({ id, response }: AuthenticationResponseJSON): PasskeyAssertion {
  const { clientDataJSON, authenticatorData, signature, userHandle } = response;
  return {
    credentialId: id,
    clientDataJSON,
    authenticatorData,
    signature,
    ...(userHandle !== undefined && { userHandle }),
  };
}

async function orRefused<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (!isDeviceError(error)) throw error;
    throw refusal(error.name === 'InvalidStateError' ? 'passkey.known' : 'passkey.refused');
  }
}

/** Errors that browsers throw when the user, the device or the browser itself refuses. */
function isDeviceError(error: unknown): error is Error {
  return error instanceof WebAuthnError || error instanceof DOMException;
}

/** The same error as if the server had sent it, so that the page needs only one text for it. */
function refusal(code: ErrorCode): ApiProblem {
  return new ApiProblem('refused', { status: 409, code, instance: '' });
}
