import fastifyStatic from '@fastify/static';
import { PRODUCT_NAME } from '@daiko/contracts';
import type { AppConfig } from '@daiko/server-platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';

const PAGE_PATH = '/api/docs';

// Swagger UI writes styles and pictures into its page; scripts come only from this server.
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

const PAGE = `<!doctype html>
<html lang="ja">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>API - ${PRODUCT_NAME}</title>
    <link rel="icon" href="${PAGE_PATH}/favicon-32x32.png" />
    <link rel="stylesheet" href="${PAGE_PATH}/swagger-ui.css" />
    <script defer src="${PAGE_PATH}/swagger-ui-bundle.js"></script>
    <script defer src="${PAGE_PATH}/start.js"></script>
  </head>
  <body><main id="api"></main></body>
</html>
`;

const START = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });\n`;

/** `GET /api/docs`: the OpenAPI document as a page for reading and trying. It does not exist in production. */
export async function publishDocsPage(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  if (config.values.APP_ENV === 'production') return;
  const server = app.getHttpAdapter().getInstance();
  await app.register(fastifyStatic, {
    root: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    prefix: `${PAGE_PATH}/`,
    wildcard: false,
    globIgnore: ['**/!(swagger-ui.css|swagger-ui-bundle.js|favicon-32x32.png)'],
    decorateReply: false,
  });
  server.get(PAGE_PATH, (_request, reply) =>
    reply.header('content-security-policy', POLICY).type('text/html; charset=utf-8').send(PAGE),
  );
  server.get(`${PAGE_PATH}/start.js`, (_request, reply) =>
    reply.type('text/javascript; charset=utf-8').send(START),
  );
}
