import * as contracts from '@daiko/contracts';
import type { OpenAPIObject } from '@nestjs/swagger';
import * as z from 'zod';

type Schemas = NonNullable<NonNullable<OpenAPIObject['components']>['schemas']>;

/** The contracts' objects under their own names: `pinRun` is `PinRun`. */
const names = new Map<unknown, string>();
for (const [name, value] of Object.entries(contracts)) {
  if (value instanceof z.ZodObject && !names.has(value)) {
    names.set(
      value,
      name.replace(/^./, (letter) => letter.toUpperCase()),
    );
  }
}

/** Schemas that are used in addresses are written out, because OpenAPI lists parameters one by one. */
const STANDS_IN_ADDRESS = /(Query|Filter|Search|Export|Reference)$/;

/**
 * A contract in the form of OpenAPI: a named contract becomes a reference and a component.
 * @param io `input` for what is accepted, `output` for what is answered
 */
export function toOpenApi(schema: unknown, io: 'input' | 'output'): { schema: object; components: Schemas } {
  const inline = z.toJSONSchema(schema as z.ZodType, { io, target: 'openapi-3.0', unrepresentable: 'any' });
  const name = names.get(schema);
  if (name === undefined || STANDS_IN_ADDRESS.test(name)) return { schema: inline, components: {} };
  return {
    schema: { $ref: `#/components/schemas/${name}` },
    components: { [name]: inline as Schemas[string] },
  };
}
