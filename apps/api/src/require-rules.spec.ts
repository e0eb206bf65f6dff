import { FastifyAdapter } from '@nestjs/platform-fastify';
import { describe, expect, it } from 'vitest';
import { requireRules } from './require-rules';

/** A server with these routes, and these rules of access. */
async function start(routes: [method: 'GET' | 'POST', url: string][], rules: string[]): Promise<void> {
  const server = new FastifyAdapter().getInstance();
  requireRules(server, Object.fromEntries(rules.map((rule) => [rule, {}])));
  for (const [method, url] of routes) server.route({ method, url, handler: () => 'here' });
  try {
    await server.ready();
  } finally {
    await server.close();
  }
}

describe('the rules of access at the start', () => {
  it('are enough when each route has its rule; HEAD is asked as GET', async () => {
    const routes = start(
      [
        ['GET', '/api/customers/:customerId'],
        ['POST', '/api/customers/:customerId/move'],
        ['GET', '/.well-known/change-password'],
      ],
      [
        'GET /api/customers/{customerId}',
        'POST /api/customers/{customerId}/move',
        'GET /.well-known/change-password',
      ],
    );
    await expect(routes).resolves.toBeUndefined();
  });

  it('stop it with every route that has none', async () => {
    const routes = start(
      [
        ['GET', '/api/session'],
        ['POST', '/api/sessions'],
        ['POST', '/api/imports/:id/runs'],
      ],
      ['GET /api/session'],
    );
    await expect(routes).rejects.toThrow(
      'the access policy has no rule for POST /api/sessions, no rule for POST /api/imports/{id}/runs',
    );
  });

  it('stop it with every rule that has no route', async () => {
    const routes = start([['GET', '/api/session']], ['GET /api/session', 'DELETE /api/session']);
    await expect(routes).rejects.toThrow('the access policy has no route for DELETE /api/session');
  });

  it('are not asked for pages of development and files', async () => {
    const routes = start(
      [
        ['GET', '/dev/inbox'],
        ['GET', '/api/docs'],
        ['GET', '/api/docs/start.js'],
        ['GET', '/*'],
      ],
      [],
    );
    await expect(routes).resolves.toBeUndefined();
  });
});
