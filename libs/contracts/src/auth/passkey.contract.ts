import * as z from 'zod';
import { readPasskeyName } from './passkey';
import { reason, typed } from '../readers/fields';
import { readRecoveryCode } from './recovery-code';

/**
 * Values that authenticators and browsers produce: bytes as base64url without padding. A request body has at most 16
 * kB.
 */
const bytes = z.string({ error: 'field.malformed' }).regex(/^[\w-]{1,8000}$/, 'field.malformed');

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

/**
 * What a device answers when a passkey is used: the `PublicKeyCredential` of a browser, without the fields that the
 * server does not need.
 */
export const passkeyAssertion = z.strictObject({
  credentialId: bytes,
  clientDataJSON: bytes,
  authenticatorData: bytes,
  signature: bytes,
  /** The owner of the passkey as the device knows it. Older security keys do not send it. */
  userHandle: bytes.optional(),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>;

/** A new passkey as a device creates it. */
export const addPasskeyRequest = z.strictObject({
  credentialId: bytes,
  clientDataJSON: bytes,
  attestationObject: bytes,
  transports: z.array(z.enum(TRANSPORTS)).max(TRANSPORTS.length),
});
export type AddPasskeyRequest = z.infer<typeof addPasskeyRequest>;

export const passkeyName = typed(readPasskeyName);

export const renamePasskeyRequest = z.strictObject({ name: passkeyName });
export type RenamePasskeyRequest = z.infer<typeof renamePasskeyRequest>;

const credential = z.strictObject({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.enum(TRANSPORTS)).optional(),
});

/** What a browser has to ask the device for: `PublicKeyCredentialRequestOptionsJSON` of WebAuthn. */
export const passkeyRequestOptions = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  /** Milliseconds. */
  timeout: z.int(),
  userVerification: z.literal('required'),
  /** If empty, the device may use any passkey that it has for this site. */
  allowCredentials: z.array(credential),
});
export type PasskeyRequestOptions = z.infer<typeof passkeyRequestOptions>;

/** What a browser has to let the device create: `PublicKeyCredentialCreationOptionsJSON` of WebAuthn. */
export const passkeyCreationOptions = z.strictObject({
  challenge: z.string(),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  /** `id` is random and reveals nothing about the customer. */
  user: z.strictObject({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.strictObject({ alg: z.int(), type: z.literal('public-key') })),
  timeout: z.int(),
  attestation: z.literal('none'),
  excludeCredentials: z.array(credential),
  authenticatorSelection: z.strictObject({
    residentKey: z.literal('required'),
    requireResidentKey: z.literal(true),
    userVerification: z.literal('required'),
  }),
});
export type PasskeyCreationOptions = z.infer<typeof passkeyCreationOptions>;

/**
 * `synced`: the account at the maker copies the passkey to other devices; `device`: it is only on this device;
 * `security_key`: it is on a separate key.
 */
export const passkeyKind = z.enum(['synced', 'device', 'security_key']);
export type PasskeyKind = z.infer<typeof passkeyKind>;

export const passkey = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: passkeyKind,
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  /** The owner said それは私ではありません about this passkey: it can no longer be used and waits to be removed. */
  isHeld: z.boolean(),
});
export type Passkey = z.infer<typeof passkey>;

export const passkeyList = z.strictObject({
  passkeys: z.array(passkey),
  most: z.int(),
  /** 必須: the password is not enough to log in. */
  isRequired: z.boolean(),
  /** The number of 復旧コード that are not used yet. */
  recoveryCodesLeft: z.int(),
});
export type PasskeyList = z.infer<typeof passkeyList>;

/** 復旧コード as they are shown, only once: `ABCD-EFGH-JKMN`. */
export const recoveryCodes = z.strictObject({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

export const recoveryCodeRequest = z.strictObject({ code: typed(readRecoveryCode) });
export type RecoveryCodeRequest = z.infer<typeof recoveryCodeRequest>;

/**
 * The reason why an operator removes the passkeys of a customer who has lost all devices. It is kept in the audit
 * trail.
 */
export const removePasskeysRequest = z.strictObject({ reason });
export type RemovePasskeysRequest = z.infer<typeof removePasskeysRequest>;
