import { Agent, request } from 'node:http';

/** What became of one request. */
export interface Outcome {
  route: string;
  /** 0 when the connection ended without an answer. */
  status: number;
  /** Of the connection, where it was not answered: ECONNREFUSED, ECONNRESET … */
  error: string;
}

interface Reply {
  status: number;
  text: string;
  cookies: string[];
}

/**
 * Many people at once over connections that stay open, as browsers and proxies keep them: each identifies themselves and
 * has a PIN sent, then the next comes. Every request is noted with what became of it.
 */
export class Walkers {
  readonly outcomes: Outcome[] = [];
  private readonly origin: URL;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 50 });
  private readonly nextPair: () => { email: string; phone: string; network: string };
  private readonly walking: Promise<unknown>;
  private isOver = false;

  constructor(origin: string, count: number, nextPair: Walkers['nextPair']) {
    this.origin = new URL(origin);
    this.nextPair = nextPair;
    this.walking = Promise.all(Array.from({ length: count }, () => this.walk()));
  }

  /** Answers of a route with this status. */
  count(route: string, status: number): number {
    return this.outcomes.filter((one) => one.route === route && one.status === status).length;
  }

  async goHome(): Promise<void> {
    this.isOver = true;
    await this.walking;
    this.agent.destroy();
  }

  private async walk(): Promise<void> {
    while (!this.isOver) {
      const { network, ...pair } = this.nextPair();
      const opened = await this.ask('/api/password-resets', pair, network, []);
      if (opened?.status !== 201) continue;
      const { destinations } = JSON.parse(opened.text) as { destinations: { id: string; channel: string }[] };
      const destinationId = destinations.find(({ channel }) => channel === 'sms')?.id ?? '';
      await this.ask('/api/pin-run/pin', { destinationId }, network, opened.cookies);
    }
  }

  private async ask(
    route: string,
    body: object,
    network: string,
    cookies: string[],
  ): Promise<Reply | undefined> {
    try {
      const reply = await this.exchange(route, JSON.stringify(body), network, cookies);
      this.outcomes.push({ route, status: reply.status, error: '' });
      return reply;
    } catch (error) {
      this.outcomes.push({ route, status: 0, error: (error as NodeJS.ErrnoException).code ?? String(error) });
      await new Promise((resolve) => setTimeout(resolve, 50)); // nobody knocks a thousand times a second
      return undefined;
    }
  }

  private exchange(path: string, body: string, network: string, cookies: string[]): Promise<Reply> {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-forwarded-for': network,
      cookie: cookies.map((line) => line.split(';')[0]).join('; '),
    };
    const { hostname, port } = this.origin;
    return new Promise((resolve, reject) => {
      const asking = request(
        { agent: this.agent, hostname, port, path, method: 'POST', headers },
        (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (part: string) => (text += part));
          response.once('error', reject).once('end', () => {
            resolve({
              status: response.statusCode ?? 0,
              text,
              cookies: response.headers['set-cookie'] ?? [],
            });
          });
        },
      );
      asking.once('error', reject).end(body);
    });
  }
}
