import { StandardSchemaSerializerInterceptor, StandardSchemaValidationPipe } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { FIELD_ERROR_CODES, type FieldErrorCode, type FieldProblem } from '@daiko/contracts';
import { AppError } from '../app-error';

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

const known = new Set<string>(FIELD_ERROR_CODES);
const isFieldCode = (message: string): message is FieldErrorCode => known.has(message);

/** A zod issue as a field of a problem: our readers put their code into the message, everything else is malformed. */
function fieldProblem(issue: Issue): FieldProblem {
  const path = (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.');
  return { path, code: isFieldCode(issue.message) ? issue.message : 'field.malformed' };
}

/** Judges every body, parameter and query that names a schema; unknown fields are refused by the strict schemas. */
export function contractPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) => new AppError('request.invalid', { errors: issues.map(fieldProblem) }),
  });
}

/** Holds every answer against its schema, so that no field leaves that the contract does not name. */
export function contractInterceptor(reflector: Reflector): StandardSchemaSerializerInterceptor {
  return new StandardSchemaSerializerInterceptor(reflector);
}
