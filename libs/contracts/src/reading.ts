/** What came of reading something a person typed: its one exact form, or the code of what is wrong with it. */
export type Reading<T> = { value: T; code?: undefined } | { code: FieldErrorCode; value?: undefined };

/** Every way in which one field can be refused. Each has a Japanese text in the client. */
export const FIELD_ERROR_CODES = [
  'field.required',
  'field.malformed',
  'field.unknown',
  'field.too_long',
  'customer_id.required',
  'customer_id.malformed',
  'name.required',
  'kana.required',
  'kana.malformed',
  'postal_code.required',
  'postal_code.malformed',
  'address.required',
  'birthday.malformed',
  'registration_number.malformed',
  'registration_number.mistyped',
  'choice.required',
  'parent.unknown',
  'parent.no_dealer',
  'parent.not_head_office',
  'phone.required',
  'phone.malformed',
  'phone.too_short',
  'phone.too_long',
  'phone.foreign',
  'email.required',
  'email.malformed',
  'email.too_long',
  'email.several',
  'pin.required',
  'pin.malformed',
  'pin.too_short',
  'pin.too_long',
  'password.required',
  'password.too_short',
  'password.too_long',
  'password.common',
  'password.contains_personal',
  'password.contains_context',
  'password.same',
  'outage_reason.required',
  'outage_reason.too_long',
  'file.empty',
  'file.too_large',
] as const;
export type FieldErrorCode = (typeof FIELD_ERROR_CODES)[number];

/** Hyphens, dashes and long-vowel marks that Japanese keyboards put between digits. */
const DASHES = /[-‐‑‒–—―⁃−ーｰ─━﹣－~〜～]/gu;
const BLANKS = /[\s\u3000\u200b\ufeff]/gu;

/** Full-width to half-width, without blanks and dashes: what is left of a typed number. */
export function bareDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(DASHES, '')
    .replace(BLANKS, '')
    .replace(/[()[\]./]/gu, '');
}
