import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppError } from '../app-error';

type Fastify = Pick<
  ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>,
  'addContentTypeParser' | 'getDefaultJsonParser' | 'removeContentTypeParser'
>;

const JSON_TYPE = 'application/json';

/**
 * Accepts only JSON, and only JSON with one meaning. Content types that a form of another site could send without a
 * preflight request are not parsed. A key that reaches for a prototype, an object that names a key twice and text
 * that cannot be stored are refused.
 */
export function acceptJsonAlone(fastify: Fastify): void {
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeContentTypeParser([JSON_TYPE, 'text/plain']);
  fastify.addContentTypeParser(JSON_TYPE, { parseAs: 'string' }, (request, body, done) => {
    const text = body.toString();
    // It never returns a promise; the type allows it for other parsers.
    void parse(request, text, (error, value) => {
      const isAmbiguous = error === null && (namesKeyTwice(text) || !isKeepable(value));
      if (isAmbiguous) done(new AppError('request.malformed'));
      else done(error, value);
    });
  });
}

const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?|[{}[\]]/g;

/**
 * Whether an object names the same key twice: JSON.parse takes the last one, but a proxy in front may have checked
 * the first.
 * @param json valid JSON, in which a string before a colon is a key
 */
export function namesKeyTwice(json: string): boolean {
  const open: Set<unknown>[] = [];
  for (const [token, colon] of json.matchAll(TOKENS)) {
    if (token === '{' || token === '[') open.push(new Set());
    else if (token === '}' || token === ']') open.pop();
    else if (colon !== undefined && !isNew(open.at(-1), token.slice(0, -colon.length))) return true;
  }
  return false;
}

/** Whether PostgreSQL can store every text in a value: it accepts no NUL and no half of a surrogate pair. */
export function isKeepable(value: unknown): boolean {
  if (typeof value === 'string') return !/[\0\p{Surrogate}]/u.test(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([key, item]) => isKeepable(key) && isKeepable(item));
}

/** Keys are compared by their meaning: `"p\u0069n"` is `"pin"`. */
function isNew(keys: Set<unknown> | undefined, written: string): boolean {
  const key: unknown = JSON.parse(written);
  if (keys?.has(key)) return false;
  keys?.add(key);
  return true;
}
