import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PRODUCT_NAME } from '@daiko/contracts';
import * as z from 'zod';

/** The document of all routes, derived from the contracts. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setTitle(PRODUCT_NAME)
    .setVersion('1')
    .addCookieAuth('__Host-session')
    .build();
  return SwaggerModule.createDocument(app, about, {
    standardSchemaConverter: (schema, { schemaType }) => ({
      schema: z.toJSONSchema(schema as z.ZodType, {
        io: schemaType,
        target: 'openapi-3.0',
        unrepresentable: 'any',
      }),
    }),
  });
}

/** `GET /api/openapi.json`, everywhere. */
export function publishOpenApi(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', () => (document ??= openApiDocument(app)));
}
