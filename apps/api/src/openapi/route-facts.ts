import type { INestApplication, Type } from '@nestjs/common';
import { HEADERS_METADATA, REDIRECT_METADATA, SSE_METADATA } from '@nestjs/common/constants.js';
import { CLASS_SERIALIZER_OPTIONS } from '@nestjs/common/serializer/class-serializer.constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type * as z from 'zod';

/** Facts about the answer of one route from its decorators, beyond those that Swagger reads. */
export interface RouteFacts {
  /** From `@SerializeOptions`. Every answer is checked against it, so it is correct. */
  schema?: z.ZodType;
  mediaType: string;
  redirects: boolean;
}

/** The facts of every route, by operation ID. */
export function routeFacts(app: INestApplication): Map<string, RouteFacts> {
  const reflector = app.get(Reflector);
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap(({ controllers }) => [
    ...controllers.values(),
  ]);
  return new Map(
    controllers.flatMap(({ metatype }) => {
      const controller = metatype as Type;
      const methods = scanner.getAllMethodNames(controller.prototype as object);
      return methods.map((name) => [`${controller.name}_${name}`, factsOf(reflector, controller, name)]);
    }),
  );
}

function factsOf(reflector: Reflector, controller: Type, name: string): RouteFacts {
  const handler = (controller.prototype as Record<string, Type>)[name];
  if (handler === undefined) throw new Error(`${controller.name} has no ${name}`);
  const of = (key: string): unknown => reflector.getAllAndOverride(key, [handler, controller]);
  return {
    schema: (of(CLASS_SERIALIZER_OPTIONS) as { schema?: z.ZodType } | undefined)?.schema,
    mediaType: of(SSE_METADATA) === true ? 'text/event-stream' : headerType(of(HEADERS_METADATA)),
    redirects: of(REDIRECT_METADATA) !== undefined,
  };
}

function headerType(headers: unknown): string {
  const named = (headers as { name: string; value: string }[] | undefined)?.find(
    ({ name }) => name === 'content-type',
  );
  return named?.value.split(';')[0] ?? 'application/json';
}
