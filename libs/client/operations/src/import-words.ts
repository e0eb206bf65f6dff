import {
  IMPORT_FILE_LIMIT,
  IMPORT_FILE_NAMES,
  IMPORT_FILES,
  type ImportFileName,
  type ImportRun,
} from '@daiko/contracts';
import { FIELD_ERROR_TEXTS } from '@daiko/client-ui';

/** Assigns the chosen files by their names. Macs write a dakuten as a separate character. */
export function filesByName(files: readonly File[]): Partial<Record<ImportFileName, File>> {
  const known = files.flatMap((file) => {
    const name = IMPORT_FILE_NAMES.find((one) => IMPORT_FILES[one] === file.name.normalize('NFC'));
    return name === undefined ? [] : [[name, file] as const];
  });
  return Object.fromEntries(known);
}

/** The reason why a file cannot be sent, found before anything is sent. */
export function faultOf(file: File | undefined): string | undefined {
  if (file === undefined) return 'ファイルを選んでください。';
  if (file.size === 0) return FIELD_ERROR_TEXTS['file.empty'];
  return file.size > IMPORT_FILE_LIMIT ? FIELD_ERROR_TEXTS['file.too_large'] : undefined;
}

/** A file size as people write it: `1.4MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1_024) return `${String(bytes)}バイト`;
  if (bytes < 1_048_576) return `${String(Math.ceil(bytes / 1_024))}KB`;
  return `${(bytes / 1_048_576).toFixed(1)}MB`;
}

const count = (rows: number) => rows.toLocaleString('ja-JP');

/** The progress of an open run. */
export function progressText({ state, read, applied, total }: ImportRun): string {
  if (state === 'judging') return '読み終わりました。上位店のつながりと重複を照合しています。';
  if (state === 'applying') return `取り込んでいます: ${count(applied)} / ${count(total)}件`;
  const files = Object.entries(read).map(([file, rows]) => `${file} ${count(rows)}行`);
  return files.length === 0 ? '開始を待っています。' : `読み込んでいます: ${files.join('、')}`;
}

/** What happened to a run that did not finish, and what to do. */
export function failureText({ failure, failureNote }: ImportRun): string {
  if (failure === 'unreadable')
    return `ファイルを読めませんでした。${failureNote ?? ''}。ファイルを直して、もう一度送信してください。`;
  if (failure === 'given_up')
    return '別の取り込みが始まったため、途中で終わりました。取り込み済みのお客様はそのままです。必要なら、もう一度取り込んでください。';
  return '処理が何度も途中で止まったため、終わりました。取り込み済みのお客様はそのままです。もう一度取り込んでも同じときは、システムの担当者へご連絡ください。';
}

/** The one-line summary of a finished run. */
export function outcomeText({ outcome }: ImportRun): string {
  if (outcome === null) return '';
  const { imported, updated, unchanged } = outcome;
  return `新規 ${count(imported)}件、更新 ${count(updated)}件、変更なし ${count(unchanged)}件`;
}

export function isOpen({ state }: ImportRun): boolean {
  return state !== 'done' && state !== 'failed';
}
