import iconv from 'iconv-lite';
import { ExportUnreadable } from './export-unreadable';

/** The old system writes `Windows-31J`. */
export type Encoding = 'utf8' | 'windows-31j';

/** Number of bytes that are examined. They include the headings. */
const SAMPLE = 65_536;

/** A heading that every file of the export has. */
const HEADING = 'お客様ID';

const SAVE_AS_CSV = '「CSV (コンマ区切り)」で保存し直してください';

/** Files of another kind, by their first bytes. */
const OTHER_KINDS: readonly [number[], string][] = [
  [[0xff, 0xfe], `UTF-16で保存されています。${SAVE_AS_CSV}`],
  [[0xfe, 0xff], `UTF-16で保存されています。${SAVE_AS_CSV}`],
  [[0x1f, 0x8b], '圧縮されたファイル (gzip) です。展開してください'],
  [[0x50, 0x4b, 0x03, 0x04], `CSVではなく、Excelのブックか圧縮されたファイルです。${SAVE_AS_CSV}`],
  [[0xd0, 0xcf, 0x11, 0xe0], `CSVではなく、Excelのブックです。${SAVE_AS_CSV}`],
];

/** Number of commas in UTF-16, with two bytes each, that cannot be an accident. */
const WIDE_COMMAS = 3;

/**
 * Finds the encoding of an export file from its content. A byte order mark decides first, then the encoding in which
 * the headings can be read, then whether the content is well-formed UTF-8.
 * @throws ExportUnreadable for a file that is no CSV in one of the two encodings, with the reason
 */
export async function detectEncoding(file: string, bytes: AsyncIterable<Buffer>): Promise<Encoding> {
  const sample = await sampleOf(bytes);
  const reason = reasonAgainst(sample);
  if (reason !== undefined) throw new ExportUnreadable(`${file}: ${reason}`);
  if (sample.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf]))) return 'utf8';
  const readable = (['utf8', 'windows-31j'] as const).find((encoding) => hasHeading(sample, encoding));
  if (readable !== undefined) return readable;
  if (hasHeading(sample, 'euc-jp'))
    throw new ExportUnreadable(`${file}: EUC-JPで保存されています。Shift_JISかUTF-8で保存し直してください`);
  return isUtf8(sample) ? 'utf8' : 'windows-31j';
}

/** The reason why a file is no CSV at all, whatever it contains. */
function reasonAgainst(sample: Buffer): string | undefined {
  const kind = OTHER_KINDS.find(([mark]) => sample.subarray(0, mark.length).equals(Buffer.from(mark)));
  if (kind !== undefined) return kind[1];
  if (isWide(sample)) return `UTF-16で保存されています。${SAVE_AS_CSV}`;
  return sample.every((byte) => BLANKS.includes(byte)) ? 'ファイルが空です' : undefined;
}

/** Tab, line feed, carriage return, 0x1A, blank. */
const BLANKS = [0x09, 0x0a, 0x0d, 0x1a, 0x20];

async function sampleOf(bytes: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bytes) {
    chunks.push(Buffer.from(chunk.subarray(0, SAMPLE)));
    size += chunk.length;
    if (size >= SAMPLE) break;
  }
  return Buffer.concat(chunks).subarray(0, SAMPLE);
}

function hasHeading(sample: Buffer, encoding: string): boolean {
  return iconv.decode(sample, encoding).normalize('NFKC').includes(HEADING);
}

function isWide(sample: Buffer): boolean {
  const start = sample.subarray(0, 1_000);
  const count = (comma: number[]) => start.toString('latin1').split(String.fromCharCode(...comma)).length - 1;
  return count([0x2c, 0]) >= WIDE_COMMAS || count([0, 0x2c]) >= WIDE_COMMAS;
}

function isUtf8(sample: Buffer): boolean {
  try {
    // A character that is cut in two at the end of the sample is no fault of the file.
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}
