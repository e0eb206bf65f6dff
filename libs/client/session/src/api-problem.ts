import type { ErrorCode, Problem } from '@daiko/contracts';

/**
 * Why a request failed. `refused`: the server answered with a problem. `offline`: no answer came, and it is unknown
 * whether the request arrived. `unavailable`: the answer did not come from the API (but from a proxy or a maintenance
 * page).
 */
export type ApiFailure = 'refused' | 'offline' | 'unavailable';

/** The error that every failed request throws. */
export class ApiProblem extends Error {
  constructor(
    readonly kind: ApiFailure,
    readonly problem?: Problem,
  ) {
    super(problem?.code ?? kind);
    this.name = 'ApiProblem';
  }

  /** The error code of the server, if it answered with one. */
  get code(): ErrorCode | undefined {
    return this.problem?.code;
  }

  /** Whether the error is a refusal of one of these codes. */
  static is(error: unknown, ...codes: ErrorCode[]): error is ApiProblem {
    return error instanceof ApiProblem && error.code !== undefined && codes.includes(error.code);
  }
}
