import type { Reading } from '../readers/reading';

/** Number of 復旧コード that a customer has at the same time. */
export const RECOVERY_CODES = 10;
/** Number of characters of a code, without the dashes: 58 bits. */
export const RECOVERY_CODE_LENGTH = 12;
/** Digits and letters that people do not confuse with each other: without 0, 1, I, L, O and U. */
export const RECOVERY_CODE_ALPHABET = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Characters that people and keyboards put between the groups of a code. */
const BETWEEN = /[\s\p{Pd}\p{Cf}−ー_.・]/gu;
const CODE = new RegExp(`^[${RECOVERY_CODE_ALPHABET}]{${RECOVERY_CODE_LENGTH}}$`);

/** Reads a code in full or half width, in upper or lower case, with or without dashes and spaces. */
export function readRecoveryCode(text: string): Reading<string> {
  const code = text.normalize('NFKC').toUpperCase().replace(BETWEEN, '');
  if (code === '') return { code: 'field.required' };
  return CODE.test(code) ? { value: code } : { code: 'field.malformed' };
}

/** The code in groups, as it is shown: `ABCD-EFGH-JKMN`. */
export function formatRecoveryCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}
