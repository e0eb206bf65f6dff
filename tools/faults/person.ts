import type { Channel } from '../stand-ins/inbox.ts';
import { identity, type Identity } from './people.ts';

/** What came back; status 0 when nothing did. */
export interface Answer {
  status: number;
  /** Of the problem, when it is one. */
  code?: string;
  headers: Headers;
  text: string;
}

interface Run {
  destinations: { id: string; channel: Channel; label: string }[];
}

/** Somebody with a browser of their own, who has forgotten their login. */
export class Person {
  readonly identity: Identity;
  readonly cookies = new Map<string, string>();
  readonly origin: string;
  readonly network: string;
  private readonly hear: (said: string) => void;
  private run: Run = { destinations: [] };

  /**
   * @param index which of the rig's people
   * @param hear is told every body that comes back
   */
  constructor(origin: string, index: number, hear: (said: string) => void) {
    this.origin = origin;
    this.hear = hear;
    this.identity = identity(index);
    this.network = `2001:db8:${(index + 1).toString(16)}::1`;
  }

  /** With the password of the demo. */
  signIn(): Promise<Answer> {
    return this.post('/api/sessions', { loginId: this.identity.loginId, password: 'midori-no-kaze-2026' });
  }

  /** 確認 of a password reset, which ends in a mail to the login ID. */
  async identify(): Promise<Answer> {
    const { loginId, mobile } = this.identity;
    return this.open('/api/password-resets', { email: loginId, phone: mobile });
  }

  /** Opens a run; its destinations are known from here on. */
  async open(path: string, body: object): Promise<Answer> {
    const answer = await this.post(path, body);
    if (answer.status === 201) this.run = JSON.parse(answer.text) as Run;
    return answer;
  }

  /** Has a PIN sent: voice to the landline, SMS to the mobile, mail to the login ID. */
  async issuePin(channel: Channel): Promise<Answer> {
    const destinationId = this.run.destinations.find((row) => row.channel === channel)?.id ?? '';
    return this.post('/api/pin-run/pin', { destinationId });
  }

  /** 送信. */
  async complete(code: string): Promise<Answer> {
    return this.post('/api/password-resets/completion', { code });
  }

  /** Where this person receives what goes to a channel. */
  addressOf(channel: Channel): string {
    const { landline, mobile, loginId } = this.identity;
    return { voice: landline, sms: mobile, email: loginId }[channel];
  }

  post(path: string, body: object): Promise<Answer> {
    return this.ask('POST', path, JSON.stringify(body));
  }

  get(path: string): Promise<Answer> {
    return this.ask('GET', path);
  }

  async ask(
    method: string,
    path: string,
    body?: string,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(this.origin + path, {
      method,
      headers: { cookie, 'x-forwarded-for': this.network, ...type, ...headers },
      redirect: 'manual',
      body: body ?? null,
    });
    this.keepCookies(response.headers.getSetCookie());
    const text = await response.text();
    this.hear(text);
    return answerOf(response, text);
  }

  private keepCookies(lines: string[]): void {
    for (const line of lines) {
      const [name = '', value = ''] = line.split(';')[0]?.split('=') ?? [];
      if (value === '') this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}

function answerOf({ status, headers }: Response, text: string): Answer {
  const isProblem = headers.get('content-type')?.startsWith('application/problem+json') === true;
  return { status, headers, text, ...(isProblem && { code: (JSON.parse(text) as { code: string }).code }) };
}
