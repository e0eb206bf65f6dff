import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';

/** A mail as it was received, and how it was received. */
export interface TakenMail {
  raw: string;
  greetedAs: string;
  isEncrypted: boolean;
}

/** Largest mail in bytes, as announced with SIZE. */
const SIZE_LIMIT = 20_000;
/** RFC 5321 4.5.3.1.6, without the line end. */
const LINE_LIMIT = 998;
/** What a strict server accepts as a name: a full host name, but no address literal and not this machine. */
const HOST_NAME = /^(?!localhost)([a-z0-9-]+\.)+[a-z][a-z0-9-]+$/i;

/**
 * A mail server that insists on the rules of RFC 5321, as real relays do. It requires a real name in the greeting
 * (otherwise 421), TLS before MAIL FROM, and the limit of SIZE. Headers and addresses must be ASCII, because it does
 * not offer SMTPUTF8. Lines must end with CRLF and have a limited length.
 */
export class StrictRelay {
  readonly taken: TakenMail[] = [];
  private readonly inner: SMTPServer;
  private readonly door: Server;
  private readonly sockets = new Set<Socket>();

  constructor() {
    this.inner = new SMTPServer({
      authOptional: true,
      size: SIZE_LIMIT,
      hideSMTPUTF8: true,
      logger: false,
      closeTimeout: 100,
      onMailFrom: (_address, session, answer) => {
        if (!session.secure) answer(refusal(530, '5.7.0 Must issue a STARTTLS command first'));
        else if (!HOST_NAME.test(session.hostNameAppearsAs)) answer(refusal(421, '4.7.0 Who are you?'));
        else answer();
      },
      onData: (stream, session, answer) => {
        void this.receive(stream, session).then(
          () => {
            answer();
          },
          (error: unknown) => {
            answer(error as Error);
          },
        );
      },
    });
    this.inner.on('error', () => undefined);
    this.door = createServer((client) => {
      this.admit(client);
    });
  }

  /** @returns its SMTP_URL */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.inner.listen(0, '127.0.0.1', resolve);
    });
    await new Promise<void>((resolve) => {
      this.door.listen(0, '127.0.0.1', resolve);
    });
    return `smtp://127.0.0.1:${String((this.door.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.door.close(resolve));
    await new Promise<void>((resolve) => {
      this.inner.close(resolve);
    });
  }

  /** Reads the greeting of a client itself: a client that greets without a real name is not let in. */
  private admit(client: Socket): void {
    const inside = connect((this.inner.server.address() as AddressInfo).port, '127.0.0.1');
    for (const socket of [client, inside]) {
      this.sockets.add(socket);
      socket.on('error', () => undefined);
    }
    inside.pipe(client);
    client.once('data', (words: Buffer) => {
      const [, name = ''] = /^(?:EHLO|HELO) (\S+)/i.exec(words.toString('latin1')) ?? [];
      if (!HOST_NAME.test(name)) {
        inside.destroy();
        client.end('421 4.7.0 Greeting with a loopback or dotless name refused\r\n');
        return;
      }
      inside.write(words);
      client.pipe(inside);
    });
  }

  private async receive(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(chunk as Buffer);
    if (stream.sizeExceeded) throw refusal(552, '5.3.4 Message too big');
    const raw = Buffer.concat(chunks).toString('latin1');
    const fault = faultOf(raw);
    if (fault !== undefined) throw refusal(554, fault);
    this.taken.push({ raw, greetedAs: session.hostNameAppearsAs, isEncrypted: session.secure });
  }
}

function faultOf(raw: string): string | undefined {
  const head = raw.slice(0, raw.indexOf('\r\n\r\n'));
  if (/[^\0-\x7f]/.test(head)) return '5.6.7 Header needs SMTPUTF8';
  if (/(^|[^\r])\n|\r(?!\n)/.test(raw)) return '5.6.11 Bare line end';
  if (raw.split('\r\n').some((line) => line.length > LINE_LIMIT)) return '5.6.0 Line too long';
  return undefined;
}

function refusal(responseCode: number, text: string): Error {
  return Object.assign(new Error(text), { responseCode });
}
