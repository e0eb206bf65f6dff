import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ERROR_STATUS, type ErrorCode, type PinRun, type Problem } from '@daiko/contracts';
import { expect } from 'vitest';

type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

/** A request as it goes over the line: `body` is sent as it stands, whatever its type says. */
export interface RawRequest {
  method?: Method;
  /** As in the OpenAPI document, below the origin. */
  path: string;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

/** What came back. */
export interface Answer {
  status: number;
  /** Of the problem, when it is one. */
  code: string | undefined;
  text: string;
  /** As they came, whatever their encoding. */
  bytes: Buffer;
  headers: Record<string, string | string[] | number | undefined>;
}

/** Visitors come from networks of their own, unless a test says otherwise. */
let networks = 0;

/** Asks like a browser: keeps cookies, sends JSON. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  address = `2001:db8:${(++networks).toString(16)}::1`;

  constructor(private readonly app: NestFastifyApplication) {}

  async send({ method = 'POST', path, body, headers }: RawRequest): Promise<Answer> {
    const response = await this.app.inject({
      method,
      url: path,
      ...(body !== undefined && { payload: body }),
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        'x-forwarded-for': this.address,
        ...headers,
      },
      cookies: Object.fromEntries(this.cookies),
    });
    for (const { name, value } of response.cookies) {
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const { statusCode: status, body: text, rawPayload: bytes, headers: answered } = response;
    return { status, code: codeOf(answered['content-type'], text), text, bytes, headers: answered };
  }

  post(path: string, body: object = {}): Promise<Answer> {
    return this.send({ path: `/api/${path}`, body: JSON.stringify(body) });
  }

  get(path: string): Promise<Answer> {
    return this.send({ method: 'GET', path: `/api/${path}` });
  }

  /** Gives the password again: what is asked for before acts that matter. */
  async stepUp(password: string): Promise<void> {
    const answer = await this.post('session/step-up', { password });
    expect(answer.status, answer.text).toBe(200);
  }

  /** Has a PIN sent to the first destination of a run that takes this channel. */
  async issuePin(answer: Answer, channel = 'email'): Promise<Answer> {
    const { destinations } = JSON.parse(answer.text) as PinRun;
    const destination = destinations.find((row) => row.channel === channel) ?? destinations[0];
    return this.post('pin-run/pin', { destinationId: destination?.id ?? '' });
  }
}

function codeOf(type: unknown, text: string): string | undefined {
  if (text === '' || typeof type !== 'string' || !type.startsWith('application/problem+json'))
    return undefined;
  return (JSON.parse(text) as Problem).code;
}

/** A problem of ours, whole, with nothing of the inside in it. */
export function problemIn(answer: Pick<Answer, 'status' | 'text' | 'headers'>): Problem {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  const problem = JSON.parse(answer.text) as Problem;
  expect(ERROR_STATUS).toHaveProperty([problem.code]);
  expect(ERROR_STATUS[problem.code satisfies ErrorCode]).toBe(answer.status);
  expect(answer.text).not.toMatch(/node_modules|\bat \/|stack|SELECT|Error:/);
  return problem;
}
