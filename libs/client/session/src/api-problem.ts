import type { ErrorCode, Problem } from '@daiko/contracts';

/**
 * Why a request came to nothing. `refused`: the server answered with a problem. `offline`: no answer came, whether the
 * request arrived is unknown. `unavailable`: something answered that is not the API (a proxy, a maintenance page).
 */
export type ApiFailure = 'refused' | 'offline' | 'unavailable';

/** What every failed request throws. */
export class ApiProblem extends Error {
  constructor(
    readonly kind: ApiFailure,
    readonly problem?: Problem,
  ) {
    super(problem?.code ?? kind);
    this.name = 'ApiProblem';
  }

  /** The server's code, when it answered with one. */
  get code(): ErrorCode | undefined {
    return this.problem?.code;
  }

  /** Whether the error is a refusal of one of these codes. */
  static is(error: unknown, ...codes: ErrorCode[]): error is ApiProblem {
    return error instanceof ApiProblem && error.code !== undefined && codes.includes(error.code);
  }
}
