import { Behaviour } from './behaviour.ts';
import { controlRoutes } from './control.ts';
import { serve } from './http-server.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { Inbox } from './inbox.ts';
import { Ledger } from './ledger.ts';
import { SmtpSink } from './mail/smtp-sink.ts';
import { TwilioAccount } from './twilio/context.ts';
import { twilioRoutes } from './twilio/routes.ts';

/** The Twilio account that takes over: its settings are those of TWILIO_SECOND_*. */
export const SECOND_ACCOUNT = { sid: `AC${'2'.repeat(32)}`, authToken: 'token-of-the-second-stand-in' };

export interface StandInsPlan {
  accountSid: string;
  authToken: string;
  /** 0 takes a free port. */
  httpPort?: number;
  smtpPort?: number;
  secondSmtpPort?: number;
  /** Milliseconds between two steps of a message or call. */
  step?: number;
}

export interface StandIns {
  /** Of the Twilio API, the inbox and the control API. */
  httpUrl: string;
  smtpUrl: string;
  /** Of the mail server that takes over. */
  secondSmtpUrl: string;
  stop(): Promise<void>;
}

/** Starts everything that the system would find outside: Twilio, a mail server, and what people see of both. */
export async function startStandIns(plan: StandInsPlan): Promise<StandIns> {
  const inbox = new Inbox();
  const behaviour = new Behaviour();
  const ledger = new Ledger();
  const { step = 300 } = plan;
  const given = { sid: plan.accountSid, authToken: plan.authToken };
  const accounts = [
    new TwilioAccount({ ...given, provider: 'first', step }, inbox, behaviour, ledger),
    new TwilioAccount({ ...SECOND_ACCOUNT, provider: 'second', step }, inbox, behaviour, ledger),
  ];
  const twilio = accounts.map(twilioRoutes);
  const control = controlRoutes(behaviour, ledger, () => {
    for (const part of [inbox, ledger, ...twilio]) part.clear();
    behaviour.reset();
  });
  const routes = twilio.flatMap((account) => account.routes);
  const http = await serve([...routes, ...inboxRoutes(inbox), ...control], plan.httpPort ?? 0);
  const sinks = (['first', 'second'] as const).map(
    (provider) => new SmtpSink(provider, inbox, behaviour, ledger),
  );
  const ports = [plan.smtpPort ?? 0, plan.secondSmtpPort ?? 0];
  const [smtpUrl = '', secondSmtpUrl = ''] = await Promise.all(
    sinks.map(async (sink, index) => `smtp://127.0.0.1:${String(await sink.start(ports[index] ?? 0))}`),
  );
  return {
    httpUrl: `http://127.0.0.1:${String(http.port)}`,
    smtpUrl,
    secondSmtpUrl,
    stop: async () => {
      for (const account of accounts) account.stop();
      await Promise.all([http.stop(), ...sinks.map((sink) => sink.stop())]);
    },
  };
}
