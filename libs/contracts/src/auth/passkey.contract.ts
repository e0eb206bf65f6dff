import * as z from 'zod';
import { readPasskeyName } from './passkey';
import { reason, typed } from '../readers/fields';
import { readRecoveryCode } from './recovery-code';

/** What authenticators and browsers make: bytes as base64url without padding. A body has no more than 16 kB in all. */
const bytes = z.string({ error: 'field.malformed' }).regex(/^[\w-]{1,8000}$/, 'field.malformed');

const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

/** What a device says when a passkey is used: a browser's `PublicKeyCredential`, without what nobody asks for. */
export const passkeyAssertion = z.strictObject({
  credentialId: bytes,
  clientDataJSON: bytes,
  authenticatorData: bytes,
  signature: bytes,
  /** Whose passkey it is, as the device knows it; not said by older security keys. */
  userHandle: bytes.optional(),
});
export type PasskeyAssertion = z.infer<typeof passkeyAssertion>;

/** A new passkey, as a device makes it. */
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

/** What a browser is to ask the device for. `PublicKeyCredentialRequestOptionsJSON` of WebAuthn. */
export const passkeyRequestOptions = z.strictObject({
  challenge: z.string(),
  rpId: z.string(),
  /** Milliseconds. */
  timeout: z.int(),
  userVerification: z.literal('required'),
  /** Empty: whichever passkey of this site the device has. */
  allowCredentials: z.array(credential),
});
export type PasskeyRequestOptions = z.infer<typeof passkeyRequestOptions>;

/** What a browser is to have made. `PublicKeyCredentialCreationOptionsJSON` of WebAuthn. */
export const passkeyCreationOptions = z.strictObject({
  challenge: z.string(),
  rp: z.strictObject({ id: z.string(), name: z.string() }),
  /** `id` is random and says nothing of the customer. */
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

/** `synced`: the maker's account carries it to other devices; `device`: on this device alone; `security_key`: a key of its own. */
export const passkeyKind = z.enum(['synced', 'device', 'security_key']);
export type PasskeyKind = z.infer<typeof passkeyKind>;

export const passkey = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: passkeyKind,
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  /** それは私ではありません was said of it: it opens nothing any more and waits to be removed. */
  isHeld: z.boolean(),
});
export type Passkey = z.infer<typeof passkey>;

export const passkeyList = z.strictObject({
  passkeys: z.array(passkey),
  most: z.int(),
  /** 必須: the password alone opens nothing. */
  isRequired: z.boolean(),
  /** 復旧コード that were not used yet. */
  recoveryCodesLeft: z.int(),
});
export type PasskeyList = z.infer<typeof passkeyList>;

/** 復旧コード as they are shown, once: `ABCD-EFGH-JKMN`. */
export const recoveryCodes = z.strictObject({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

export const recoveryCodeRequest = z.strictObject({ code: typed(readRecoveryCode) });
export type RecoveryCodeRequest = z.infer<typeof recoveryCodeRequest>;

/** Why an operator removes the passkeys of a customer who has lost all devices; kept in the audit trail. */
export const removePasskeysRequest = z.strictObject({ reason });
export type RemovePasskeysRequest = z.infer<typeof removePasskeysRequest>;
