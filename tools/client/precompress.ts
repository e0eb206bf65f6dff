import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Smaller files do not get through sooner. Bytes. */
const WORTH_IT = 1_024;
const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest|txt)$/;

/**
 * Copies a built client and puts a `.br` and a `.gz` beside each file that gains by it, so that no request waits for
 * compression and the best is sent. Arguments: the folder to read, the folder to write.
 */
const [from = '', to = ''] = process.argv.slice(2);
rmSync(to, { recursive: true, force: true });
cpSync(from, to, { recursive: true });
for (const entry of readdirSync(to, { recursive: true, encoding: 'utf8' })) {
  const file = join(to, entry);
  if (!COMPRESSIBLE.test(entry) || statSync(file).size < WORTH_IT) continue;
  const content = readFileSync(file);
  const quality = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  writeFileSync(`${file}.br`, brotliCompressSync(content, { params: quality }));
  writeFileSync(`${file}.gz`, gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
}
