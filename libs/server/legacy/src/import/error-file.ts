import iconv from 'iconv-lite';
import { cancelStatement, DATABASE_TIMEOUTS, openConnection } from '@daiko/server-platform';
import type { Client } from 'pg';
import { REASONS, type Reason } from './read/export-files';
import type { Encoding } from './read/export-encoding';

/** The name of the file, beside the export. */
export const ERROR_FILE = '取込エラー.csv';

/** Number of lines fetched at a time, because the file may have as many lines as the export. */
const BATCH = 5_000;

const HEADINGS = ['ファイル', '行番号', '列', 'お客様ID', '区分', '理由', '対処'];

/**
 * 取込エラー.csv of a run, piece by piece, in the encoding of the export. Each line says which row and column it is
 * about, why, and what to do. Of the values of the row, only お客様ID is repeated.
 * @param signal is aborted when the reader has left; a running statement then ends in the server
 */
export async function* errorFile(
  databaseUrl: string,
  runId: string,
  signal?: AbortSignal,
): AsyncIterable<Buffer> {
  const client = await openConnection(databaseUrl, DATABASE_TIMEOUTS.import, 'daiko-error-file');
  signal?.addEventListener('abort', () => void cancelStatement(client, databaseUrl));
  try {
    const { rows } = await client.query<{ encoding: Encoding | null }>(ENCODING, [runId]);
    const encoding = rows[0]?.encoding ?? 'utf8';
    yield iconv.encode(csvLine(HEADINGS), encoding, { addBOM: encoding === 'utf8' });
    await client.query('BEGIN');
    await client.query(`${DECLARE} WHERE run_id = ${client.escapeLiteral(runId)} ${ORDER}`);
    for (let lines = await next(client); lines.length > 0; lines = await next(client))
      yield iconv.encode(lines.map(errorLine).join(''), encoding);
    await client.query('COMMIT');
  } finally {
    await client.end();
  }
}

interface Line {
  file: string;
  row: number;
  column: string;
  customerId: string | null;
  errorId: string | null;
  reason: Reason;
}

async function next(client: Client): Promise<Line[]> {
  return (await client.query<Line>(`FETCH ${String(BATCH)} FROM line`)).rows;
}

function errorLine({ file, row, column, customerId, errorId, reason }: Line): string {
  const [kind, text, remedy] = REASONS[reason];
  const standing = kind === 'refused' ? '取り込めません' : '注意';
  const why = errorId === null ? text : `${text} (エラー番号 ${errorId})`;
  return csvLine([file, String(row), column, customerId ?? '', standing, why, remedy]);
}

/** A line by RFC 4180. A cell that a spreadsheet would take for a formula is marked as text. */
function csvLine(cells: string[]): string {
  const safe = cells.map((cell) => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell));
  return `${safe.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

const ENCODING = 'SELECT encoding FROM import_run WHERE id = $1';

const DECLARE = `
  DECLARE line CURSOR FOR
  SELECT file, row_number AS row, column_name AS column, customer_id AS "customerId",
    error_id AS "errorId", reason FROM import_line`;

const ORDER = `
  ORDER BY array_position(ARRAY['お客様.csv', '連絡先.csv', 'ログイン.csv'], file), row_number, column_name`;
