import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer, type SMTPServerAddress, type SMTPServerSession } from 'smtp-server';
import type { Behaviour, Plan, Provider } from '../behaviour.ts';
import type { Inbox } from '../inbox.ts';
import type { Ledger } from '../ledger.ts';
import { parseMail } from './mail-parser.ts';

type Answer = (error?: Error | null) => void;

/** A mail server that takes every mail into the inbox, or treats it as planned for its first recipient. */
export class SmtpSink {
  private readonly plans = new WeakMap<SMTPServerSession, Plan>();
  private readonly inbox: Inbox;
  private readonly behaviour: Behaviour;
  private readonly ledger: Ledger;
  private readonly server: SMTPServer;

  private readonly provider: Provider;

  constructor(provider: Provider, inbox: Inbox, behaviour: Behaviour, ledger: Ledger) {
    this.provider = provider;
    this.inbox = inbox;
    this.behaviour = behaviour;
    this.ledger = ledger;
    this.server = new SMTPServer({
      authOptional: true,
      // The strict check refuses what RFC 5321 allows: dots anywhere in a quoted local part.
      lenientAddressParsing: true,
      // No certificate that anybody could verify: plain text, as SMTP_URL says.
      hideSTARTTLS: true,
      disabledCommands: ['STARTTLS'],
      logger: false,
      closeTimeout: 100,
      onAuth: (auth, _session, answer) => answer(null, { user: auth.username ?? 'anybody' }),
      onRcptTo: (address, session, answer: Answer) => answer(this.refusalOf(address, session)),
      onData: (stream, session, answer: Answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => void this.receive(Buffer.concat(chunks), session, answer));
      },
    });
  }

  /** Listens on loopback; port 0 takes a free one. @returns the port */
  async start(port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', () => resolve());
    });
    // From here on an error is a client that broke off, which is part of the play.
    this.server.removeAllListeners('error').on('error', () => undefined);
    return (this.server.server.address() as AddressInfo).port;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private refusalOf(address: SMTPServerAddress, session: SMTPServerSession): Error | null {
    if (UNQUOTED_DOTS.test(address.address)) {
      this.note(address, 'refused 553');
      return refusal(553);
    }
    const plan =
      this.plans.get(session) ?? this.behaviour.next('email', plainAddress(address), this.provider);
    this.plans.set(session, plan);
    if (plan.mode !== 'refuse') return null;
    this.plans.delete(session);
    const status = plan.status ?? 550;
    this.note(address, `refused ${String(status)}`);
    return refusal(status);
  }

  private async receive(raw: Buffer, session: SMTPServerSession, answer: Answer): Promise<void> {
    const plan: Plan = this.plans.get(session) ?? { mode: 'ok' };
    this.plans.delete(session); // the next mail on this connection is decided anew
    const isTaken = plan.mode !== 'hang';
    for (const address of session.envelope.rcptTo) {
      this.note(address, isTaken ? 'accepted' : 'hang');
      if (isTaken) this.deliver(raw, session, address);
    }
    await this.withhold(plan);
    if (plan.mode === 'drop') this.socketOf(session)?.destroy();
    else answer();
  }

  private async withhold({ mode, milliseconds }: Plan): Promise<void> {
    if (mode === 'hang') await new Promise(() => undefined);
    if (mode === 'slow') await delay(milliseconds ?? 3_000);
    if (mode === 'hold') await this.behaviour.hold();
  }

  private deliver(raw: Buffer, session: SMTPServerSession, address: SMTPServerAddress): void {
    const { headers, subject, text } = parseMail(raw);
    const sender = session.envelope.mailFrom;
    const from = headers['from'] ?? (sender === false ? '' : sender.address);
    this.inbox.add({ channel: 'email', to: plainAddress(address), from, subject, text, headers });
  }

  private note(address: SMTPServerAddress, result: string): void {
    const { provider } = this;
    this.ledger.submitted({ channel: 'email', to: plainAddress(address), provider, result, parameters: {} });
  }

  private socketOf(session: SMTPServerSession): Socket | undefined {
    const connections = this.server.connections as Set<{ id: string; _socket: Socket }>;
    return [...connections].find((connection) => connection.id === session.id)?._socket;
  }
}

const REFUSALS: Record<number, string> = {
  421: '4.3.2 Service shutting down',
  450: '4.2.1 Mailbox busy',
  550: '5.1.1 No such user here',
  553: '5.1.3 Bad recipient address syntax',
};

function refusal(status: number): Error {
  return Object.assign(new Error(REFUSALS[status] ?? 'Refused'), { responseCode: status });
}

/** `a..b@`, `.a@`, `a.@`: legal only in quotes, and refused by real servers without them. */
const UNQUOTED_DOTS = /^(?!").*(?:^\.|\.\.|\.@)/;

/** `"a..b"@docomo.ne.jp` → `a..b@docomo.ne.jp`: the address as people write it. */
function plainAddress({ address }: SMTPServerAddress): string {
  return address.replace(/^"((?:[^"\\]|\\.)*)"@/, (_, local: string) => `${local.replace(/\\(.)/g, '$1')}@`);
}
