import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { joinFirstLoad, weighFirstLoad } from './first-load.ts';
import { precompress } from './precompress.ts';
import { writeSignedInPage } from './signed-in-page.ts';

/**
 * Most that a first visit may fetch, in bytes without headers. With them the login route may take 100 kB in all; the
 * rest is for headers and for what a page may grow by unnoticed.
 */
const FIRST_LOAD_LIMIT = 95_000;

/** Makes of a built client what is served. Arguments: the folder to read, the folder to write. */
const [from = '', to = ''] = process.argv.slice(2).map((folder) => resolve(folder));
const chunks = await joinFirstLoad(from, to);
writeSignedInPage(to, readFileSync('apps/client/src/signed-in.html', 'utf8'), chunks);
precompress(to);
const weight = weighFirstLoad(to);
console.log(`The first load takes ${weight} bytes of ${FIRST_LOAD_LIMIT}.`);
if (weight > FIRST_LOAD_LIMIT) {
  throw new Error(
    'The first load has grown too heavy: see what main.ts and the login page have come to import.',
  );
}
