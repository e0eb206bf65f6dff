import { inject, Service, signal } from '@angular/core';
import type { ErrorCode, Problem } from '@daiko/contracts';
import { Subject } from 'rxjs';
import { ApiProblem } from './api-problem';
import { StepUpGate } from './step-up-gate';

/** Milliseconds after which a request counts as unanswered; a phone in a tunnel otherwise waits for minutes. */
const ANSWER_WITHIN = 20_000;

/** Requests that carry no session and so do not keep one alive. */
const PUBLIC_PATHS = /^\/(?:passkey-|pin-run|mail-links|login-id-resets|password-resets)\b/;

const SESSION_LOST: readonly (ErrorCode | undefined)[] = ['session.absent', 'session.ended'];

/**
 * The API under `/api`, JSON in and out. Every failure is an `ApiProblem`. Nothing is sent twice, except what the server
 * refused until the person is confirmed: it goes once more after the confirmation, and the caller sees that answer only.
 */
@Service()
export class ApiClient {
  private readonly stepUp = inject(StepUpGate);
  private readonly lost = new Subject<void>();
  private readonly answered = signal(0);

  /** Fires when an answer says that there is no session (any more). */
  readonly sessionLost = this.lost.asObservable();

  /** Milliseconds (client clock) of the last answer that kept the session alive; 0 before the first. */
  readonly lastAnsweredAt = this.answered.asReadonly();

  /** @param path below `/api`, e.g. `/session`. */
  get<T>(path: string): Promise<T> {
    return this.request<T>('GET', path);
  }

  post<T = void>(path: string, body: object = {}): Promise<T> {
    return this.request<T>('POST', path, body);
  }

  /** @param body a piece of a file goes as it is, anything else as JSON. */
  put<T = void>(path: string, body: object): Promise<T> {
    return this.request<T>('PUT', path, body);
  }

  delete(path: string): Promise<void> {
    return this.request('DELETE', path);
  }

  private async request<T>(method: string, path: string, body?: object): Promise<T> {
    const type = body instanceof Blob ? body.type : 'application/json';
    const request: RequestInit = {
      method,
      headers: { Accept: 'application/json', ...(body && { 'Content-Type': type }) },
      cache: 'no-store',
      body: body instanceof Blob ? body : body && JSON.stringify(body),
    };
    try {
      return await this.exchange<T>(path, request);
    } catch (error) {
      if (!ApiProblem.is(error, 'session.step_up_required')) throw error;
      if (!(await this.stepUp.confirm())) throw error;
      return this.exchange<T>(path, request);
    }
  }

  private async exchange<T>(path: string, request: RequestInit): Promise<T> {
    const response = await send(path, request);
    if (!response.ok) throw await this.refusal(response);
    if (!PUBLIC_PATHS.test(path)) this.answered.set(Date.now());
    return response.status === 204 ? (undefined as T) : readBody<T>(response);
  }

  private async refusal(response: Response): Promise<ApiProblem> {
    if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
      return new ApiProblem('unavailable');
    }
    const problem = await readBody<Problem>(response);
    if (SESSION_LOST.includes(problem.code)) this.lost.next();
    return new ApiProblem('refused', problem);
  }
}

async function send(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN) });
  } catch (cause) {
    throw Object.assign(new ApiProblem('offline'), { cause });
  }
}

/** A body that breaks off is a lost connection; one that is no JSON came from something else than the API. */
async function readBody<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    const kind = cause instanceof SyntaxError ? 'unavailable' : 'offline';
    throw Object.assign(new ApiProblem(kind), { cause });
  }
}
