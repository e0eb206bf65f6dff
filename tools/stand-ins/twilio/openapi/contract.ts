import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of OpenAPI's schemas as the document uses. */
interface Schema {
  $ref?: string;
  type?: string;
  nullable?: boolean;
  enum?: string[];
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
}

interface Operation {
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content: Record<string, { schema: Schema }> }>;
}

const DOCUMENT = JSON.parse(readFileSync(join(import.meta.dirname, 'api-v2010.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** What can be asked: `POST /Messages.json`, `GET /Calls/{Sid}.json`. */
function operation(name: string): Operation {
  const [method = '', path = ''] = name.split(' ');
  const found = DOCUMENT.paths[`/2010-04-01/Accounts/{AccountSid}${path}`]?.[method.toLowerCase()];
  if (found === undefined) throw new Error(`Twilio's document has no ${name}`);
  return found;
}

/** What is wrong with the parameters of a request; a name that may come several times has its values joined by spaces. */
export function requestFaults(name: string, form: Record<string, string>): string[] {
  const schema = operation(name).requestBody?.content['application/x-www-form-urlencoded']?.schema ?? {};
  const typed = Object.entries(form).map(([key, text]) => [key, typedValue(schema.properties?.[key], text)]);
  return faultsOf(schema, Object.fromEntries(typed) as object, 'request');
}

/** What is wrong with an answer: members that are unknown or of another type. */
export function answerFaults(name: string, status: number, body: unknown): string[] {
  const answer = operation(name).responses[String(status)];
  if (answer === undefined) return [`${name} has no answer ${String(status)}`];
  return faultsOf(answer.content['application/json']?.schema ?? {}, body, 'answer');
}

function typedValue(schema: Schema | undefined, text: string): unknown {
  switch (schema?.type) {
    case 'array':
      return text.split(' ');
    case 'integer':
    case 'number':
      return Number(text);
    case 'boolean':
      return text === 'true';
    default:
      return text;
  }
}

function faultsOf(given: Schema, value: unknown, place: string): string[] {
  const schema = resolved(given);
  if (value === null) return schema.nullable === true ? [] : [`${place}: null`];
  if (schema.type === 'object') return objectFaults(schema, value as Record<string, unknown>, place);
  if (schema.type === 'array') return arrayFaults(schema, value as unknown[], place);
  return isRight(schema, value) ? [] : [`${place}: ${JSON.stringify(value)}`];
}

function arrayFaults({ items = {} }: Schema, values: unknown[], place: string): string[] {
  return values.flatMap((value, index) => faultsOf(items, value, `${place}[${String(index)}]`));
}

function objectFaults(schema: Schema, value: Record<string, unknown>, place: string): string[] {
  const missing = (schema.required ?? []).filter((name) => !(name in value));
  if (schema.properties === undefined) return missing.map((name) => `${place}.${name}: missing`);
  const members = Object.entries(value).flatMap(([name, member]) => {
    const known = schema.properties?.[name];
    return known ? faultsOf(known, member, `${place}.${name}`) : [`${place}.${name}: unknown`];
  });
  return [...missing.map((name) => `${place}.${name}: missing`), ...members];
}

function isRight(schema: Schema, value: unknown): boolean {
  if (schema.type === 'string') return typeof value === 'string' && isText(schema, value);
  if (schema.type === 'integer' || schema.type === 'number') return isNumber(schema, value);
  return true;
}

function isText(
  { enum: values, pattern, minLength = 0, maxLength = Infinity }: Schema,
  value: string,
): boolean {
  const isLong = value.length >= minLength && value.length <= maxLength;
  return isLong && (values ?? [value]).includes(value) && new RegExp(pattern ?? '').test(value);
}

function isNumber({ minimum = -Infinity, maximum = Infinity }: Schema, value: unknown): boolean {
  return typeof value === 'number' && value >= minimum && value <= maximum;
}

function resolved(schema: Schema): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name === undefined ? schema : (DOCUMENT.components.schemas[name] ?? {});
}
