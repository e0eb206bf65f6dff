import type { Client, Connection, Submittable } from 'pg';

export type Value = string | number | boolean | null;

/** Number of characters that are encoded at a time. */
const CHUNK = 32_768;

/**
 * Collects rows and writes them into a table by COPY, PostgreSQL's command for many rows. Rows are turned into bytes
 * as they come. So the values become garbage immediately, before V8 moves them to the memory that it cleans up late.
 */
export class CopyIn {
  /** Number of waiting rows. */
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

  /** Sends the waiting rows in the current transaction. */
  send(client: Client): Promise<void> {
    if (this.length === 0) return Promise.resolve();
    this.encode();
    return this.copy(client, this.chunks);
  }

  /**
   * Does the same for a batch that the database refuses, so that only the rows that cause the refusal are lost. They
   * are found by halving the batch, with a savepoint before each half.
   * @param isAboutRow whether an error is about a row; any other error is thrown
   * @param onRefused is called with the cells of each refused row, in the format of COPY
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

/** Splits the bytes into lines, each with its line feed. Line feeds within a cell are escaped. */
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

/** The part of node-postgres' interface for custom queries that COPY needs. */
class CopyQuery implements Submittable {
  /**
   * node-postgres sets this callback and stops its timer when it is called. A running timer would keep the rows in
   * memory for as long as it runs.
   */
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
    // The row count is not needed.
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

/** Methods of node-postgres' connection that are missing in its types. */
interface CopyConnection {
  sendCopyFromChunk: (chunk: Buffer) => void;
  endCopyFrom: () => void;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function cell(value: Value): string {
  if (value === null) return '\\N';
  return String(value).replace(/[\\\t\n\r]/g, (letter) => ESCAPES[letter] ?? letter);
}
