import { routeName } from '@daiko/server-auth';
import type { FastifyInstance } from 'fastify';

const OF_API = /^\/(api|\.well-known)\//;
/** The OpenAPI document as a page: its files do not exist in production. */
const DOCS_PAGE = /^\/api\/docs(\/|$)/;

/**
 * Stops the start when the routes and the access rules are not the same. Call it before routes are declared.
 * @param policy the rules by the name of their route
 */
export function requireRules(fastify: Pick<FastifyInstance, 'addHook'>, policy: object): void {
  const routes = new Set<string>();
  fastify.addHook('onRoute', ({ url, method }) => {
    if (!OF_API.test(url) || DOCS_PAGE.test(url)) return;
    for (const one of [method].flat()) routes.add(routeName(one, url));
  });
  fastify.addHook('onReady', (done) => {
    const rules = Object.keys(policy);
    const faults = [
      ...[...routes].filter((route) => !rules.includes(route)).map((route) => `no rule for ${route}`),
      ...rules.filter((rule) => !routes.has(rule)).map((rule) => `no route for ${rule}`),
    ];
    done(faults.length === 0 ? undefined : new Error(`the access policy has ${faults.join(', ')}`));
  });
}
