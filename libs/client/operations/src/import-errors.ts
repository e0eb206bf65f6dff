import type { ErrorCode, Problem } from '@daiko/contracts';
import type { LaterErrorCode } from '@daiko/client-ui';

/** What the operator is told for the errors of an import. They stand here and not with the others: no first page needs them. */
export const IMPORT_ERROR_TEXTS: Record<LaterErrorCode, string> = {
  'import.not_yours':
    'ファイルを送信した職員だけが、続きの送信、試し、取り込みをできます。ほかの職員は、ファイルを破棄して送信し直してください。',
  'import.sealed': '試したあとのファイルは変えられません。ファイルを破棄して、もう一度送信してください。',
  'import.under_way': '取り込みが進んでいます。終わるまでお待ちください。',
  'import.upload_open': '送信済みのファイルを、取り込むか取り消してください。',
  'import.unknown': '見つかりません。画面を更新してください。',
  'import.incomplete': '送信が終わっていません。送信し直してください。',
};

/** The same, as a submit takes them. */
export const IMPORT_TEXTS = Object.fromEntries(
  Object.entries(IMPORT_ERROR_TEXTS).map(([code, text]) => [code, () => text]),
) as Partial<Record<ErrorCode, (problem: Problem) => string>>;
