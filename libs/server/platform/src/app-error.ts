import { ERROR_STATUS, type ErrorCode, type FieldProblem, type Problem } from '@daiko/contracts';

/** Details that an answer may contain besides the code. */
export type ErrorDetails = Pick<Problem, 'retryAfterSeconds' | 'attemptsLeft' | 'loginIdMasked'> & {
  errors?: FieldProblem[];
};

/** A refusal with a stable code. The filter turns it into `application/problem+json`. */
export class AppError extends Error {
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    readonly details: ErrorDetails = {},
  ) {
    super(code);
    this.status = ERROR_STATUS[code];
  }

  /** An error for one refused field: `new AppError('request.invalid')` with its `errors`. */
  static field(path: string, code: FieldProblem['code']): AppError {
    return new AppError('request.invalid', { errors: [{ path, code }] });
  }
}
