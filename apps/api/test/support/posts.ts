import { TARO } from './api-bed';

/** What a device says that nobody asked. */
const ASSERTION = {
  credentialId: 'a'.repeat(43),
  clientDataJSON: 'e30',
  authenticatorData: 'SZYN',
  signature: 'MEUC',
};

/** A form in which nothing is wrong, for each route that takes one; nobody's token, nobody's id. */
export const BODIES: Record<string, Record<string, string | number | boolean | string[]>> = {
  '/api/sessions': { loginId: TARO.loginId, password: 'not-the-password' },
  '/api/session/extension': {},
  '/api/session/step-up': { password: 'not-the-password' },
  '/api/login-id-resets': { customerId: TARO.customerId, phone: TARO.mobile },
  '/api/password-resets': { email: TARO.loginId, phone: TARO.mobile },
  '/api/login-id-changes': {},
  '/api/password-changes': {},
  '/api/pin-run/pin': { destinationId: 'destination-of-nobody' },
  '/api/pin-run/work': {},
  '/api/login-id-resets/completion': { code: '123456', email: 'atarashii@mail.example' },
  '/api/password-resets/completion': { code: '123456' },
  '/api/login-id-changes/completion': { code: '123456', email: 'atarashii@mail.example' },
  '/api/password-changes/completion': { code: '123456', password: 'umi-kara-kita-kaze-77' },
  '/api/mail-links/inspection': { token: 'a'.repeat(43) },
  '/api/mail-links/login-id': { token: 'a'.repeat(43) },
  '/api/mail-links/password': { token: 'a'.repeat(43), password: 'umi-kara-kita-kaze-77' },
  '/api/mail-links/not-me': { token: 'a'.repeat(43) },
  '/api/contact-change-links/inspection': { token: 'a'.repeat(43) },
  '/api/contact-change-links/approval': { token: 'a'.repeat(43) },
  '/api/contact-change-links/refusal': { token: 'a'.repeat(43) },
  '/api/customers': {
    key: '01890000-0000-7000-8000-000000000000',
    kind: 'personal',
    name: '小田原 直樹',
    kana: 'オダワラ ナオキ',
    postalCode: '250-0011',
    address: '神奈川県小田原市栄町1-1',
    phone1: '090-3333-4821',
    rankCode: 'member',
    memberClassCode: 'member',
    parentCustomerId: TARO.customerId,
  },
  '/api/customers/me/changes-acknowledgement': {},
  '/api/customers/duplicates': {
    kana: 'オダワラ ナオキ',
    phone1: '090-3333-4821',
    parentCustomerId: TARO.customerId,
  },
  '/api/customers/{customerId}/login/setup-mail': {},
  '/api/customers/{customerId}/recovery-reopening': { reason: '電話でご本人と確認' },
  '/api/customers/{customerId}/contacts/phones': { phone: '090-3333-4821' },
  '/api/customers/{customerId}/contacts/emails': { email: 'atarashii@mail.example' },
  '/api/customers/{customerId}/contacts/{contactId}/retirement': {},
  '/api/contact-change-requests/{id}/approval': {},
  '/api/contact-change-requests/{id}/refusal': { reason: 'ご本人に確認できませんでした' },
  '/api/contact-change-requests/{id}/withdrawal': {},
  '/api/passkey-sign-ins/options': {},
  '/api/passkey-sign-ins': ASSERTION,
  '/api/passkey-step/options': {},
  '/api/passkey-step': ASSERTION,
  '/api/passkey-step/recovery-code': { code: 'ABCD-EFGH-JKMN' },
  '/api/session/passkey-step-up/options': {},
  '/api/session/passkey-step-up': ASSERTION,
  '/api/passkeys/options': {},
  '/api/passkeys': {
    credentialId: 'a'.repeat(43),
    clientDataJSON: 'e30',
    attestationObject: 'o2M',
    transports: [],
  },
  '/api/passkeys/requirement': {},
  '/api/passkeys/recovery-codes': {},
  '/api/passkeys/{id}/name': { name: '会社のパソコン' },
  '/api/customers/{customerId}/operator-approval': {},
  '/api/customers/{customerId}/operator-refusal': {},
  '/api/customers/{customerId}/passkey-removal': { reason: '電話でご本人と確認' },
  '/api/consolidation': { keep: 'current' },
  '/api/consolidation/link': { token: 'a'.repeat(43) },
  '/api/consolidation/completion': { token: 'a'.repeat(43) },
  '/api/operations/consolidations/{id}/undo': {},
  '/api/operations/imports': { customers: 1, contacts: 1, logins: 1 },
  '/api/operations/imports/{id}/runs': { isDry: true },
  '/api/campaign/reminders': { cause: 'several', dealer: '01058735' },
  '/api/operations/notifications/{id}/resend': {},
  '/api/operations/outages': { channel: 'voice', reason: '回線の工事' },
  '/api/customers/{customerId}/move': { parentCustomerId: '01058735' },
};

/** The same for routes that replace something. */
export const PUT_BODIES: Record<string, Record<string, string | number>> = {
  '/api/customers/{customerId}/login': { email: 'atarashii@mail.example', version: 0 },
};

/** Routes that take CSV, a piece of a file: their own test sends what is broken. */
export const CSV_ROUTES = ['/api/operations/imports/{id}/files/{name}/{piece}'];

/** Routes that take Twilio's signed forms. */
export const SIGNED_FORMS = [
  '/api/webhooks/twilio/status/{notificationId}',
  '/api/webhooks/twilio/voice/{notificationId}',
  '/api/webhooks/twilio/voice/{notificationId}/key',
];

/** A path of the document with an id of nobody's in it. */
export const withIds = (path: string) =>
  path.replace('{customerId}', '99999999').replace(/\{[^}]+\}/g, '01890000-0000-7000-8000-000000000000');
