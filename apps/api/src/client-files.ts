import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '@daiko/server-platform';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SignedInPage } from './signed-in-page';

/** Paths of the server and of files: an unknown path of this kind is an error, not a page. */
const NO_PAGE = /^\/(api|dev|\.well-known)(\/|$|\?)|^[^?]*\.[a-z0-9]+(\?|$)/i;

/** Files that the build named by their content, compressed or not: the content under such a name never changes. */
const HASHED = /-[\w-]{8}\.\w+(\.(br|gz))?$/;
const PAGE = /\.html(\.(br|gz))?$/;

/** These headers have no effect on a script, a style or a picture, and would only make the login page larger. */
const OF_PAGES = [
  'cross-origin-opener-policy',
  'cross-origin-resource-policy',
  'origin-agent-cluster',
  'referrer-policy',
  'x-frame-options',
];
/** The policy of a file that is opened directly: it may do nothing. */
const FILE_POLICY = "default-src 'none';base-uri 'none';frame-ancestors 'none'";

/**
 * Serves the built client: hashed files are cached for a year, the page itself and the icon are checked each time. An
 * address that is neither a file nor a route of the server is a page of the client, and the client shows an error if
 * there is no such page.
 */
export async function serveClient(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const root = resolve(config.values.CLIENT_DIR);
  if (!existsSync(join(root, 'index.html'))) return;
  const signedIn = SignedInPage.of(root);
  await app.register(fastifyStatic, {
    root,
    preCompressed: true,
    cacheControl: false,
    index: false,
    wildcard: false,
    globIgnore: ['**/index.html*', `**/${SignedInPage.FILE}*`, `**/${SignedInPage.LINKS}*`],
    acceptRanges: false,
    lastModified: false,
    setHeaders: (reply, path) => {
      void reply.header(
        'cache-control',
        HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      );
      if (PAGE.test(path)) return;
      for (const name of OF_PAGES) reply.raw.removeHeader(name);
      void reply.header('content-security-policy', FILE_POLICY);
    },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .get('/*', (request, reply) => {
      if (NO_PAGE.test(request.url)) {
        reply.callNotFound();
        return reply;
      }
      if (!signedIn?.isFor(request)) return reply.sendFile('index.html', root, { cacheControl: false });
      const link = signedIn.linkOf(request.url);
      if (link !== undefined) void reply.header('link', link);
      return reply.sendFile(SignedInPage.FILE, root, { cacheControl: false });
    });
}
