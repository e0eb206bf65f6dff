import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../app-error';

/** All methods that any route has. */
export const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'] as const;

interface KnownPath {
  pattern: RegExp;
  methods: Set<string>;
}

/**
 * Distinguishes an address that does not exist from one that exists only for other methods: the answer is 405 with
 * Allow instead of 404. Call it before routes are declared.
 */
export function refuseOtherMethods(fastify: Pick<FastifyInstance, 'addHook'>): void {
  const paths = new Map<string, KnownPath>();
  fastify.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const known = paths.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const one of [method].flat()) known.methods.add(one);
    paths.set(url, known);
  });
  fastify.addHook('onRequest', (request: FastifyRequest, reply: FastifyReply, done) => {
    const allowed = request.is404 ? allowedAt([...paths.values()], request.url) : [];
    if (allowed.length === 0) {
      done();
      return;
    }
    void reply.header('allow', allowed.join(', '));
    done(new AppError('method.not_allowed'));
  });
}

function allowedAt(paths: readonly KnownPath[], url: string): string[] {
  const [path = ''] = url.split('?');
  const methods = paths
    .filter(({ pattern }) => pattern.test(decoded(path)))
    .flatMap((known) => [...known.methods]);
  return METHODS.filter((method) => methods.includes(method));
}

/** An address that cannot be decoded has already been refused. */
function decoded(path: string): string {
  return path.includes('%') ? decodeURIComponent(path) : path;
}

function patternOf(url: string): RegExp {
  const escaped = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+');
  return new RegExp(`^${escaped}$`);
}
