// Kept separate from the contract so that a page can use these values without loading zod.

/** The files that the old system exports, by the name that they have in a URL. */
export const IMPORT_FILES = {
  customers: 'お客様.csv',
  contacts: '連絡先.csv',
  logins: 'ログイン.csv',
} as const;
export type ImportFileName = keyof typeof IMPORT_FILES;
export const IMPORT_FILE_NAMES = Object.keys(IMPORT_FILES) as ImportFileName[];

/** Size of one piece of an uploaded file in bytes; the last piece is whatever remains. */
export const IMPORT_PIECE_SIZE = 1_048_576;

/** Maximum size of a file in bytes: 512 MiB, about four million customers. */
export const IMPORT_FILE_LIMIT = 536_870_912;

/**
 * The reasons why a run did not finish: it was unreadable, it was stopped by another import, or it broke off
 * repeatedly.
 */
export const IMPORT_FAILURES = ['unreadable', 'given_up', 'keeps_failing'] as const;
export type ImportFailure = (typeof IMPORT_FAILURES)[number];
