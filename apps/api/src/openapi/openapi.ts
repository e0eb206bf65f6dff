import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { problem, PRODUCT_NAME } from '@daiko/contracts';
import { ACCESS_POLICY } from '@daiko/server-auth';
import { RUN_COOKIE, SESSION_COOKIE } from '@daiko/server-platform';
import { routeFacts, type RouteFacts } from './route-facts';
import { toOpenApi } from './schemas';

const DOCUMENT_PATH = '/api/openapi.json';
const SESSION = 'session';
const RUN = 'run';

type Path = OpenAPIObject['paths'][string];
type Operation = NonNullable<Path['get']>;
const METHODS = ['get', 'post', 'put', 'delete'] as const;

/** The document of all routes, derived from the contracts; /dev is not part of the product. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle(PRODUCT_NAME)
    .setVersion('1')
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie', description: 'set at sign-in' }, SESSION)
    .addCookieAuth(RUN_COOKIE, { type: 'apiKey', in: 'cookie', description: 'set where a run opens' }, RUN)
    .build();
  const document = SwaggerModule.createDocument(app, about, {
    standardSchemaConverter: (schema, { schemaType }) => toOpenApi(schema, schemaType),
  });
  const facts = routeFacts(app);
  document.paths = Object.fromEntries(
    Object.entries({ ...document.paths, [DOCUMENT_PATH]: ITSELF })
      .filter(([path]) => !path.startsWith('/dev/'))
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const method of METHODS) {
      const operation = operations[method];
      if (!operation) continue;
      operation.security = securityOf(method, path);
      complete(document, operation, path, facts.get(operation.operationId ?? ''));
    }
  }
  return document;
}

/** Adds the parts that Swagger does not see: the answer, the refusals and Twilio's forms. */
function complete(document: OpenAPIObject, operation: Operation, path: string, facts?: RouteFacts): void {
  if (facts) operation.responses = answers(document, operation, facts);
  operation.responses['default'] = {
    description: 'refused: what is wrong is in `code` and `errors`',
    content: { 'application/problem+json': { schema: component(document, problem) } },
  };
  if (path.startsWith('/api/webhooks/twilio/')) operation.requestBody = TWILIO_FORM;
}

function answers(document: OpenAPIObject, operation: Operation, facts: RouteFacts): Operation['responses'] {
  const [status = '200'] = Object.keys(operation.responses);
  if (facts.redirects) return { 302: { description: 'the page is elsewhere' } };
  if (status === '204') return { 204: { description: 'done' } };
  const isJson = facts.mediaType === 'application/json';
  const schema = facts.schema && isJson ? component(document, facts.schema) : { type: 'string' };
  return { [status]: { description: 'done', content: { [facts.mediaType]: { schema } } } };
}

function component(document: OpenAPIObject, contract: unknown): object {
  const { schema, components } = toOpenApi(contract, 'output');
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...components },
  };
  return schema;
}

function securityOf(method: string, path: string): Record<string, string[]>[] {
  const rule = ACCESS_POLICY[`${method.toUpperCase()} ${path}`];
  const needs = [
    ...(rule?.openTo === 'anybody' ? [] : [SESSION]),
    ...(/^\/api\/pin-run|\/completion$/.test(path) ? [RUN] : []),
  ];
  return [Object.fromEntries(needs.map((name) => [name, []]))];
}

const TWILIO_FORM: Operation['requestBody'] = {
  description: 'Twilio’s parameters, signed with X-Twilio-Signature',
  required: true,
  content: {
    'application/x-www-form-urlencoded': {
      schema: { type: 'object', additionalProperties: { type: 'string' } },
    },
  },
};

const ITSELF: Path = {
  get: {
    operationId: 'openApi',
    responses: {
      200: { description: 'this document', content: { 'application/json': { schema: { type: 'object' } } } },
    },
  },
};

/** `GET /api/openapi.json`, in all environments. */
export function publishOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get(DOCUMENT_PATH, () => (document ??= openApiDocument(app)));
}
