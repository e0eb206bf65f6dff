import { ERROR_STATUS, type ErrorCode, type FieldProblem, type Problem } from '@daiko/contracts';

/** What may accompany a code in the answer. */
export type ErrorDetails = Pick<Problem, 'retryAfterSeconds' | 'attemptsLeft' | 'loginIdMasked'> & {
  errors?: FieldProblem[];
};

/** A refusal with a stable code; the filter turns it into `application/problem+json`. */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(code);
    this.status = ERROR_STATUS[code];
  }

  /** One refused field: `new AppError('request.invalid')` with its `errors`. */
  static field(path: string, code: FieldProblem['code']): AppError {
    return new AppError('request.invalid', { errors: [{ path, code }] });
  }
}
