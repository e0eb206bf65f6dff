import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppError } from '@daiko/server-platform';
import type { Readable } from 'node:stream';

type Fastify = Pick<
  ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>,
  'addContentTypeParser'
>;

const CSV_TYPE = 'text/csv';
const ROUTES = /^\/api\/operations\/imports\/[^/]+\/files\//;

/**
 * Accepts CSV only at the routes that take a piece of an export. The body is passed on unread, so it is only read
 * after the guards have let the request through. Call it before `init`.
 */
export function acceptCsvUploads(fastify: Fastify): void {
  fastify.addContentTypeParser(CSV_TYPE, (request, payload, done) => {
    if (ROUTES.test(request.url)) done(null, payload);
    else done(new AppError('request.wrong_type'));
  });
}

/**
 * Reads the bytes of a body, which must have exactly the given size.
 * @throws AppError `request.too_large` for more bytes, and `request.malformed` for fewer
 */
export async function readExactly(body: Readable, size: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += (chunk as Buffer).length;
    if (length > size) throw new AppError('request.too_large');
    chunks.push(chunk as Buffer);
  }
  if (length < size) throw new AppError('request.malformed');
  return Buffer.concat(chunks);
}
