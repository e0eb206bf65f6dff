import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { PinRun, Session } from '@daiko/contracts';

/** The response to a request. */
export interface Answer<T = Record<string, unknown>> {
  status: number;
  code: string | undefined;
  body: T;
  headers: Record<string, unknown>;
}

const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36';

/** Each browser has its own network, unless a test says otherwise. */
let networks = 0;

/** Sends requests like a browser: it keeps cookies and sends JSON. */
export class Browser {
  readonly cookies = new Map<string, string>();
  /** Sent with every request, in addition to the headers of every browser. */
  headers: Record<string, string> = {};
  address = `2001:db8:${(++networks).toString(16)}::1`;

  constructor(private readonly app: NestFastifyApplication) {}

  async ask<T = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'DELETE',
    url: string,
    payload?: object,
  ): Promise<Answer<T>> {
    const response = await this.app.inject({
      method,
      url,
      ...(payload !== undefined && { payload }),
      headers: { 'user-agent': USER_AGENT, 'x-forwarded-for': this.address, ...this.headers },
      cookies: Object.fromEntries(this.cookies),
    });
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const body = (response.body === '' ? {} : JSON.parse(response.body)) as T & { code?: string };
    return { status: response.statusCode, code: body.code, body, headers: response.headers };
  }

  post<T = Record<string, unknown>>(path: string, payload: object = {}): Promise<Answer<T>> {
    return this.ask<T>('POST', `/api/${path}`, payload);
  }

  get<T = Record<string, unknown>>(path: string): Promise<Answer<T>> {
    return this.ask<T>('GET', `/api/${path}`);
  }

  delete(path: string): Promise<Answer> {
    return this.ask('DELETE', `/api/${path}`);
  }

  signIn(loginId: string, password: string): Promise<Answer<Session>> {
    return this.post<Session>('sessions', { loginId, password });
  }

  /** Has a PIN sent to the run's first mail destination, or to the first destination if there is none. */
  async issuePin(run: PinRun): Promise<Answer<PinRun>> {
    const destination = run.destinations.find(({ channel }) => channel === 'email') ?? run.destinations[0];
    return this.post<PinRun>('pin-run/pin', { destinationId: destination?.id ?? '' });
  }

  /** Another browser with the same cookies, for example a second tab or a thief. */
  copy(): Browser {
    const copy = new Browser(this.app);
    for (const [name, value] of this.cookies) copy.cookies.set(name, value);
    return copy;
  }
}
