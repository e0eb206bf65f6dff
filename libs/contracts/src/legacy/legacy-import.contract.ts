import * as z from 'zod';
import { IMPORT_FAILURES, IMPORT_FILE_LIMIT, IMPORT_FILE_NAMES, IMPORT_PIECE_SIZE } from './legacy-import';

const size = z.int('file.empty').min(1, 'file.empty').max(IMPORT_FILE_LIMIT, 'file.too_large');

/** The upload that is about to begin: the size of each file in bytes. */
export const openImportRequest = z.strictObject({ customers: size, contacts: size, logins: size });
export type OpenImportRequest = z.infer<typeof openImportRequest>;

export const importReference = z.strictObject({ id: z.uuid('field.malformed') });
export type ImportReference = z.infer<typeof importReference>;

/** One piece of an uploaded file: the bytes that start at `piece` times IMPORT_PIECE_SIZE. */
export const importPieceReference = importReference.extend({
  name: z.enum(IMPORT_FILE_NAMES, 'field.malformed'),
  piece: z
    .string()
    .regex(/^\d{1,4}$/, 'field.malformed')
    .transform(Number)
    .pipe(z.int().max(Math.ceil(IMPORT_FILE_LIMIT / IMPORT_PIECE_SIZE), 'field.malformed')),
});
export type ImportPieceReference = z.infer<typeof importPieceReference>;

/** 試しに取り込む (`isDry`) or 取り込む. */
export const startImportRequest = z.strictObject({ isDry: z.boolean('field.malformed') });
export type StartImportRequest = z.infer<typeof startImportRequest>;

const person = z.strictObject({ customerId: z.string(), customerName: z.string() });

/** The files that were uploaded and wait for their import. */
export const importUpload = z.strictObject({
  id: z.uuid(),
  uploadedBy: person,
  uploadedAt: z.iso.datetime(),
  files: z.array(z.strictObject({ name: z.enum(IMPORT_FILE_NAMES), size: z.int(), received: z.int() })),
  isComplete: z.boolean(),
});
export type ImportUpload = z.infer<typeof importUpload>;

/** The rows that have the same reason, and what to do about them. */
export const importReason = z.strictObject({ text: z.string(), remedy: z.string(), rows: z.int() });
export type ImportReason = z.infer<typeof importReason>;

export const importOutcome = z.strictObject({
  /** Number of rows read from each file. */
  read: z.record(z.string(), z.int()),
  imported: z.int(),
  updated: z.int(),
  unchanged: z.int(),
  refused: z.array(importReason),
  /** Rows that were imported with a remark. */
  noted: z.array(importReason),
});
export type ImportOutcome = z.infer<typeof importOutcome>;

/** One import run, whether it was started on the page or from the command line. */
export const importRun = z.strictObject({
  id: z.uuid(),
  state: z.enum(['reading', 'judging', 'applying', 'done', 'failed']),
  isDry: z.boolean(),
  /** Null if the run was started from the command line. */
  startedBy: person.nullable(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime().nullable(),
  /** Number of rows read so far from each file. */
  read: z.record(z.string(), z.int()),
  /** Number of customers compared or imported so far, out of `total`. */
  applied: z.int(),
  total: z.int(),
  outcome: importOutcome.nullable(),
  failure: z.enum(IMPORT_FAILURES).nullable(),
  failureNote: z.string().nullable(),
});
export type ImportRun = z.infer<typeof importRun>;

/** 以前のシステムからの取り込み: the upload that waits, and the last runs, newest first. */
export const importOverview = z.strictObject({
  upload: importUpload.nullable(),
  runs: z.array(importRun),
});
export type ImportOverview = z.infer<typeof importOverview>;
