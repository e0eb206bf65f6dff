import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { detectEncoding } from './export-encoding';

describe('the encoding of a file', () => {
  it('is settled by its byte order mark, with a bad byte and without a heading that is known', async () => {
    const bytes = Buffer.concat([Buffer.from('\ufeff番号,名前\r\n環'), Buffer.from([0xff])]);
    expect(await detectEncoding('お客様.csv', Readable.from([bytes]))).toBe('utf8');
  });
});
