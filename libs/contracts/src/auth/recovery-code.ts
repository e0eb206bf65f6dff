import type { Reading } from '../readers/reading';

/** 復旧コード that a customer has at once. */
export const RECOVERY_CODES = 10;
/** Characters of a code, without the dashes: 58 bits. */
export const RECOVERY_CODE_LENGTH = 12;
/** Digits and letters that nobody takes for one another: without 0, 1, I, L, O and U. */
export const RECOVERY_CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** What people and keyboards put between the groups of a code. */
const BETWEEN = /[\s\p{Pd}\p{Cf}−ー_.・]/gu;
const CODE = new RegExp(`^[${RECOVERY_CODE_ALPHABET}]{${RECOVERY_CODE_LENGTH}}$`);

/** Full-width or not, in small letters, with or without dashes and blanks. */
export function readRecoveryCode(text: string): Reading<string> {
  const code = text.normalize('NFKC').toUpperCase().replace(BETWEEN, '');
  if (code === '') return { code: 'field.required' };
  return CODE.test(code) ? { value: code } : { code: 'field.malformed' };
}

/** `ABCD-EFGH-JKMN`: in groups, as it is shown. */
export function formatRecoveryCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}
