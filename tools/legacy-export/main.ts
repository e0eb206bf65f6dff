import iconv from 'iconv-lite';
import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { customerRow, contactRows, loginRows, HEADINGS } from './rows.ts';

const USAGE = `Writes an export as the old system does, for trying the import at size: Shift_JIS, CRLF, three files.
  node tools/legacy-export/main.ts DIR [--customers 1000000] [--broken 0.001]
Customers are numbered from 02000000 and stand below 00000001; children may come before their parents. The share given
by --broken has something wrong in it. The same numbers always give the same export.
`;

/** Customers written at a time. */
const BATCH = 5_000;

async function write(directory: string, count: number, broken: number): Promise<void> {
  mkdirSync(directory, { recursive: true });
  const files = Object.keys(HEADINGS) as (keyof typeof HEADINGS)[];
  const streams = files.map((file) => createWriteStream(join(directory, file)));
  for (const [index, file] of files.entries())
    streams[index]?.write(iconv.encode(HEADINGS[file], 'windows-31j'));
  for (let start = 0; start < count; start += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - start) }, (_, offset) => start + offset);
    const texts = [
      numbers.map((index) => customerRow(index, count, chance(index) < broken)),
      numbers.map(contactRows),
      numbers.map(loginRows),
    ].map((rows) => rows.join(''));
    for (const [place, text] of texts.entries()) {
      const stream = streams[place];
      if (stream?.write(iconv.encode(text, 'windows-31j')) === false) await once(stream, 'drain');
    }
  }
  await Promise.all(streams.map((stream) => new Promise((resolve) => stream.end(resolve))));
}

/** A number in [0, 1) that is always the same for the same customer. */
function chance(index: number): number {
  return createHash('md5').update(String(index)).digest().readUInt32BE() / 4_294_967_296;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    help: { type: 'boolean' },
    customers: { type: 'string', default: '1000000' },
    broken: { type: 'string', default: '0.001' },
  },
});
const [directory] = positionals;
if (values.help === true || directory === undefined) console.log(USAGE);
else await write(directory, Number(values.customers), Number(values.broken));
