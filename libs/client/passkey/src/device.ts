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

/** Whether the browser can offer passkeys among what it fills in. */
export function fillsIn(): Promise<boolean> {
  return browserSupportsWebAuthnAutofill();
}

/** Has the device forget a passkey that nobody knows any more. A browser that cannot do that goes on offering it. */
export async function forgetOnDevice(rpId: string, credentialId: string): Promise<void> {
  const browser: Partial<Pick<typeof PublicKeyCredential, 'signalUnknownCredential'>> = PublicKeyCredential;
  try {
    await browser.signalUnknownCredential?.({ rpId, credentialId });
  } catch {
    // The refusal itself is what the person has to hear.
  }
}

/** Whatever is being asked is asked no more. */
export function stopAsking(): void {
  WebAuthnAbortService.cancelCeremony();
}

/** @throws ApiProblem `passkey.refused` when nothing came of it, whatever the reason: the browser does not say */
export function askDevice(options: PasskeyRequestOptions): Promise<PasskeyAssertion>;
/**
 * Asks without a dialogue, among what the browser fills in.
 * @param until milliseconds
 * @returns `unanswered` when nobody chose anything until then; nothing when something else was asked
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
    // Nobody pressed anything: there is nothing to say to anybody.
    if (!isDeviceError(error)) throw error;
    return performance.now() - began >= until ? 'unanswered' : undefined;
  } finally {
    clearTimeout(timer);
  }
}

/** @throws ApiProblem `passkey.known` when the device has one of this customer's already; else `passkey.refused` */
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

/** What browsers throw when a person, a device or they themselves say no. */
function isDeviceError(error: unknown): error is Error {
  return error instanceof WebAuthnError || error instanceof DOMException;
}

/** As if the server had said it: the page has one text for it. */
function refusal(code: ErrorCode): ApiProblem {
  return new ApiProblem('refused', { status: 409, code, instance: '' });
}
