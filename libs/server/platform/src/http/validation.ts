import {
  StandardSchemaSerializerInterceptor,
  StandardSchemaValidationPipe,
  type ArgumentMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { FIELD_ERROR_CODES, type FieldErrorCode, type FieldProblem } from '@daiko/contracts';
import { AppError } from '../app-error';
import { isKeepable } from './json-body';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

const known = new Set<string>(FIELD_ERROR_CODES);
const isFieldCode = (message: string): message is FieldErrorCode => known.has(message);

/**
 * A zod issue as a field of a problem. Our own readers put their code into the message; all other issues are
 * malformed fields.
 */
function fieldProblem(issue: Issue): FieldProblem {
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  return { path, code: isFieldCode(issue.message) ? issue.message : 'field.malformed' };
}

const refusal = (errors: FieldProblem[]) => new AppError('request.invalid', { errors });

/**
 * Checks every body, parameter and query that names a schema. The strict schemas refuse unknown fields. Parameters of
 * an address are also refused when they contain text that PostgreSQL cannot store, such as NUL; for bodies the JSON
 * parser has already checked this.
 */
class ContractPipe extends StandardSchemaValidationPipe {
  override async transform<T>(value: T, metadata: ArgumentMetadata): Promise<T> {
    const fields = fieldsOf(value, metadata);
    const unkeepable = Object.keys(fields).filter((name) => !isKeepable([name, fields[name]]));
    if (unkeepable.length > 0) throw refusal(unkeepable.map((path) => ({ path, code: 'field.malformed' })));
    try {
      return await super.transform(value, metadata);
    } catch (error) {
      throw error instanceof AppError ? named(error, metadata) : error;
    }
  }
}

/** The parameters of an address by their names; none for a body. */
function fieldsOf(value: unknown, { type, data }: ArgumentMetadata): Record<string, unknown> {
  if (type !== 'param' && type !== 'query') return {};
  if (data !== undefined) return { [data]: value };
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** The schema of a single parameter does not know the parameter's name, so it is added here. */
function named(error: AppError, { data }: ArgumentMetadata): AppError {
  const { errors } = error.details;
  if (data === undefined || errors === undefined) return error;
  return refusal(errors.map(({ path, code }) => ({ path: path === '' ? data : path, code })));
}

export function contractPipe(): StandardSchemaValidationPipe {
  return new ContractPipe({ exceptionFactory: (issues) => refusal(issues.map(fieldProblem)) });
}

/** Checks every answer against its schema, so that no field leaves the server that is not in the contract. */
export function contractInterceptor(reflector: Reflector): StandardSchemaSerializerInterceptor {
  return new StandardSchemaSerializerInterceptor(reflector);
}
