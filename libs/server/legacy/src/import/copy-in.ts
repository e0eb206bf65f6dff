import type { Client, Connection, Submittable } from 'pg';

export type Value = string | number | boolean | null;

/** Letters that are encoded at a time. */
const CHUNK = 32_768;

/**
 * Rows on their way into a table by COPY, PostgreSQL's own way in for many. Each is turned into bytes as it comes: what
 * was read of it is garbage at once, before V8 moves it to where garbage is looked for late.
 */
export class CopyIn {
  /** Rows that wait. */
  length = 0;
  private text = '';
  private chunks: Buffer[] = [];

  constructor(
    private readonly table: string,
    private readonly columns: readonly string[],
  ) {}

  add(row: readonly Value[]): void {
    this.length++;
    this.text += `${row.map(cell).join('\t')}\n`;
    if (this.text.length >= CHUNK) this.encode();
  }

  /** Sends what waits, in the transaction at hand. */
  send(client: Client): Promise<void> {
    if (this.length === 0) return Promise.resolve();
    this.encode();
    return this.copy(client, this.chunks);
  }

  /**
   * The same for a batch that the database refuses, which then loses only the rows that it is about: they are looked
   * for by halves, each half behind a savepoint.
   * @param isAboutRow whether an error is about a row; any other is thrown
   * @param onRefused called with each row that was refused, its cells as COPY has them
   */
  async sendRowByRow(
    client: Client,
    isAboutRow: (error: unknown) => boolean,
    onRefused: (cells: string[], error: unknown) => void,
  ): Promise<void> {
    this.encode();
    const rows = linesOf(Buffer.concat(this.chunks));
    const sendHalves = async (part: Buffer[]): Promise<void> => {
      await client.query('SAVEPOINT part');
      try {
        await this.copy(client, part);
        await client.query('RELEASE SAVEPOINT part');
      } catch (error) {
        await client.query('ROLLBACK TO SAVEPOINT part');
        if (!isAboutRow(error)) throw error;
        const half = Math.ceil(part.length / 2);
        if (part.length === 1) onRefused(String(part[0]).trimEnd().split('\t'), error);
        else for (const rest of [part.slice(0, half), part.slice(half)]) await sendHalves(rest);
      }
    };
    if (rows.length > 0) await sendHalves(rows);
  }

  private copy(client: Client, chunks: readonly Buffer[]): Promise<void> {
    const statement = `COPY ${this.table} (${this.columns.join(', ')}) FROM STDIN`;
    return new Promise((resolve, reject) => {
      client.query(new CopyQuery(statement, chunks, resolve, reject));
    });
  }

  clear(): void {
    this.length = 0;
    this.chunks = [];
  }

  private encode(): void {
    this.chunks.push(Buffer.from(this.text));
    this.text = '';
  }
}

/** Each with its line feed: those within a cell are escaped. */
function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(LINE_FEED, start) + 1;
    lines.push(bytes.subarray(start, end));
    start = end;
  }
  return lines;
}

const LINE_FEED = 10;

/** What node-postgres asks of a query of its caller's; the part of it that COPY meets. */
class CopyQuery implements Submittable {
  /** Set by node-postgres, which waits for it to stop its clock; a clock that goes on would keep the rows for as long. */
  callback?: (error?: Error) => void;
  private error: Error | undefined;

  constructor(
    private readonly statement: string,
    private readonly chunks: readonly Buffer[],
    private readonly resolve: () => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: Connection): void {
    connection.query(this.statement);
  }

  handleCopyInResponse(connection: Connection & CopyConnection): void {
    for (const chunk of this.chunks) connection.sendCopyFromChunk(chunk);
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {
    // The row count is no news.
  }

  handleError(error: Error): void {
    this.error = error;
    this.callback?.(error);
    this.reject(error);
  }

  handleReadyForQuery(): void {
    if (this.error !== undefined) return;
    this.callback?.();
    this.resolve();
  }
}

/** Of node-postgres' connection, left out of its types. */
interface CopyConnection {
  sendCopyFromChunk: (chunk: Buffer) => void;
  endCopyFrom: () => void;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function cell(value: Value): string {
  if (value === null) return '\\N';
  return String(value).replace(/[\\\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter);
}
