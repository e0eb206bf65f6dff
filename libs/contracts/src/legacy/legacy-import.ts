// Apart from the contract, so that a page can know these without loading zod.

/** The files of the old system's export, by the name that they have in an address. */
export const IMPORT_FILES = {
  customers: 'お客様.csv',
  contacts: '連絡先.csv',
  logins: 'ログイン.csv',
} as const;
export type ImportFileName = keyof typeof IMPORT_FILES;
export const IMPORT_FILE_NAMES = Object.keys(IMPORT_FILES) as ImportFileName[];

/** Bytes of a piece of an uploaded file; the last piece is what is left. */
export const IMPORT_PIECE_SIZE = 1_048_576;

/** Largest file in bytes, 512 MiB: some four million customers. */
export const IMPORT_FILE_LIMIT = 536_870_912;

/** Why a run came to no end: unreadable, stopped by another import, or broken off again and again. */
export const IMPORT_FAILURES = ['unreadable', 'given_up', 'keeps_failing'] as const;
export type ImportFailure = (typeof IMPORT_FAILURES)[number];
