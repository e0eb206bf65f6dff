import { inject, Service, signal } from '@angular/core';
import { SHOWN_CUSTOMER_HEADER, UNATTENDED_HEADER, type Problem } from '@daiko/contracts';
import { Subject } from 'rxjs';
import { ApiProblem } from './api-problem';
import { StepUpGate } from './step-up-gate';

/** Milliseconds after which a request counts as unanswered; otherwise a phone in a tunnel would wait for minutes. */
const ANSWER_WITHIN = 20_000;

/** Requests that carry no session and therefore do not keep it alive. */
const PUBLIC_PATHS = /^\/(?:passkey-|pin-run|mail-links|login-id-resets|password-resets)\b/;

/**
 * The API under `/api`, with JSON in both directions. Every failure is an `ApiProblem`. A request is repeated once
 * only if the server refused it without doing anything and a second try can help; the caller sees only the second
 * answer.
 */
@Service()
export class ApiClient {
  private readonly stepUp = inject(StepUpGate);
  private readonly lost = new Subject<void>();
  private readonly changed = new Subject<void>();
  private readonly answered = signal(0);
  private shownCustomerId: string | undefined;
  private isUnattended = false;

  /** Fires when an answer says that there is no session (any more). */
  readonly sessionLost = this.lost.asObservable();

  /** Fires when an answer says that the logged-in customer is not the one whose page is shown. */
  readonly customerChanged = this.changed.asObservable();

  /** Milliseconds (client clock) of the last answer that kept the session alive; 0 before the first. */
  readonly lastAnsweredAt = this.answered.asReadonly();

  /**
   * Sets the customer whose pages this tab shows, so that the session of another customer does not answer its
   * requests. Another tab may have logged out and another customer may have logged in, and both tabs use the same
   * cookie.
   */
  showPagesOf(customerId?: string): void {
    this.shownCustomerId = customerId;
  }

  /** For requests that a page makes by itself: the requests that `ask` starts do not keep the session alive. */
  unattended<T>(ask: () => T): T {
    this.isUnattended = true;
    try {
      return ask();
    } finally {
      this.isUnattended = false;
    }
  }

  /** @param path below `/api`, e.g. `/session`. */
  get<T>(path: string): Promise<T> {
    return this.request<T>('GET', path);
  }

  post<T = void>(path: string, body: object = {}): Promise<T> {
    return this.request<T>('POST', path, body);
  }

  /** @param body a piece of a file is sent as it is, anything else as JSON. */
  put<T = void>(path: string, body: object): Promise<T> {
    return this.request<T>('PUT', path, body);
  }

  delete(path: string): Promise<void> {
    return this.request('DELETE', path);
  }

  private async request<T>(method: string, path: string, body?: object): Promise<T> {
    const shown = this.shownCustomerId;
    const keepsAlive = !this.isUnattended && !PUBLIC_PATHS.test(path);
    const { type, content } = contentOf(body);
    const headers = { ...this.headers(), ...(type && { 'Content-Type': type }) };
    const request: RequestInit = { method, headers, cache: 'no-store', body: content };
    const attempt = async (): Promise<T> => {
      const answer = await exchange<T>(path, request);
      if (keepsAlive) this.answered.set(Date.now());
      return answer;
    };
    try {
      return await attempt();
    } catch (error) {
      if (await this.mayPass(error))
        return await attempt().catch((second: unknown) => this.fail(second, shown));
      return this.fail(error, shown);
    }
  }

  private headers(): Record<string, string> {
    return {
      Accept: 'application/json',
      ...(this.isUnattended && { [UNATTENDED_HEADER]: '1' }),
      ...(this.shownCustomerId && { [SHOWN_CUSTOMER_HEADER]: this.shownCustomerId }),
    };
  }

  /** Whether a refused request may be accepted at the second try. */
  private mayPass(error: unknown): Promise<boolean> {
    const byPasskey = ApiProblem.is(error, 'session.passkey_required');
    if (byPasskey || ApiProblem.is(error, 'session.step_up_required')) return this.stepUp.confirm(byPasskey);
    // Another request or another tab may have renewed the cookie while this request was in progress.
    return Promise.resolve(ApiProblem.is(error, 'session.absent') && this.shownCustomerId !== undefined);
  }

  /**
   * @param asked the customer whose pages were shown when the request was sent; if a customer has logged in since
   * then, that session is not lost
   */
  private fail(error: unknown, asked: string | undefined): never {
    if (asked === this.shownCustomerId && ApiProblem.is(error, 'session.absent', 'session.ended'))
      this.lost.next();
    if (ApiProblem.is(error, 'session.other_customer')) this.changed.next();
    throw error;
  }
}

function contentOf(body?: object): { type?: string; content?: BodyInit } {
  if (body === undefined) return {};
  if (body instanceof Blob) return { type: body.type, content: body };
  return { type: 'application/json', content: JSON.stringify(body) };
}

async function exchange<T>(path: string, request: RequestInit): Promise<T> {
  const response = await send(path, request);
  if (!response.ok) throw await refusal(response);
  return response.status === 204 ? (undefined as T) : readBody<T>(response);
}

async function refusal(response: Response): Promise<ApiProblem> {
  if (!response.headers.get('Content-Type')?.startsWith('application/problem+json')) {
    return new ApiProblem('unavailable');
  }
  return new ApiProblem('refused', await readBody<Problem>(response));
}

async function send(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, { ...request, signal: AbortSignal.timeout(ANSWER_WITHIN) });
  } catch (cause) {
    throw Object.assign(new ApiProblem('offline'), { cause });
  }
}

/** An incomplete body means a lost connection; a body that is not JSON did not come from the API. */
async function readBody<T>(response: Response): Promise<T> {
  try {
    return (await response.json()) as T;
  } catch (cause) {
    const kind = cause instanceof SyntaxError ? 'unavailable' : 'offline';
    throw Object.assign(new ApiProblem(kind), { cause });
  }
}
