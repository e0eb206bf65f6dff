import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import { RequestMethod } from '@nestjs/common';
import { NestFactory, Reflector } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AuditTrail, DenialFilter } from '@daiko/server-audit';
import { ACCESS_POLICY } from '@daiko/server-auth';
import { acceptCsvUploads } from '@daiko/server-legacy';
import { acceptTwilioForms } from '@daiko/server-notification';
import { mountQueueBoard } from '@daiko/server-operations';
import {
  acceptJsonAlone,
  answerBadAddress,
  answerBadProtocol,
  contractInterceptor,
  contractPipe,
  noteRoute,
  refuseOtherMethods,
  refuseCrossSite,
  trustedProxies,
  type AppConfig,
} from '@daiko/server-platform';
import { Logger } from 'nestjs-pino';
import { DataSource } from 'typeorm';
import { ApiModule } from './api.module';
import { serveClient } from './client-files';
import { requireRules } from './require-rules';
import { publishDocsPage } from './openapi/docs-page';
import { publishOpenApi } from './openapi/openapi';

/** Largest body, in bytes; the longest form has three fields. */
const BODY_LIMIT = 16_384;
/** Time for a whole request to arrive, in milliseconds. A slow connection is served, a stalled one is not. */
const REQUEST_TIMEOUT_MS = 15_000;
/** Time for its headers. */
const HEADERS_TIMEOUT_MS = 10_000;
/** Milliseconds between two checks of Node for requests that take too long; a body may be late by this time. */
const TIMEOUT_CHECK_MS = 1_000;

/**
 * The API, ready for running and for tests: with all modules and guards, but not yet listening.
 * @param importProgram the built program that runs the imports which operators begin
 */
export async function createApi(config: AppConfig, importProgram?: string): Promise<NestFastifyApplication> {
  const module = ApiModule.of(config, importProgram);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapterFor(config), {
    bufferLogs: true,
    bodyParser: false,
  });
  app.useLogger(app.get(Logger));
  app.setGlobalPrefix('api', {
    exclude: [
      { path: '.well-known/*path', method: RequestMethod.ALL },
      { path: 'dev/*path', method: RequestMethod.ALL },
    ],
  });
  app.useGlobalPipes(contractPipe());
  app.useGlobalInterceptors(contractInterceptor(app.get(Reflector)));
  app.useGlobalFilters(new DenialFilter(app.get(DataSource), app.get(AuditTrail)));
  app.enableShutdownHooks(['SIGTERM', 'SIGINT']);
  acceptTwilioForms(app);
  await guard(app, config);
  publishOpenApi(app);
  await publishDocsPage(app, config);
  await mountQueueBoard(app);
  await serveClient(app, config);
  return app;
}

function adapterFor(config: AppConfig): FastifyAdapter {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: TIMEOUT_CHECK_MS },
    // During a shutdown, a request on an open connection is still served, and the client is asked to open a new one.
    return503OnClosing: false,
    trustProxy: trustedProxies(config.values.TRUST_PROXY),
    routerOptions: { maxParamLength: 100 },
    frameworkErrors: answerBadAddress,
    clientErrorHandler: answerBadProtocol,
  });
  acceptJsonAlone(adapter.getInstance());
  acceptCsvUploads(adapter.getInstance());
  return adapter;
}

async function guard(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  const ownOrigin = new URL(config.values.PUBLIC_BASE_URL).origin;
  await app.register(cookie);
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: 'no-referrer' },
    // These headers are left out. They protect against plug-ins and filters that no browser has any more, and against
    // prefetching of other sites, which no page links to.
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
  });
  const fastify = app.getHttpAdapter().getInstance();
  refuseOtherMethods(fastify);
  requireRules(fastify, ACCESS_POLICY);
  fastify.addHook('onRequest', (request, reply, done) => {
    // Default for every answer. Files and pages set their own value where they are served, however the address is
    // written.
    void reply.header('cache-control', 'no-store');
    noteRoute(request);
    refuseCrossSite(request, ownOrigin);
    done();
  });
}
