import { Behaviour } from './behaviour.ts';
import { controlRoutes } from './control.ts';
import { serve } from './http-server.ts';
import { inboxRoutes } from './inbox-routes.ts';
import { Inbox } from './inbox.ts';
import { Ledger } from './ledger.ts';
import { SmtpSink } from './mail/smtp-sink.ts';
import { TwilioAccount } from './twilio/context.ts';
import { twilioRoutes } from './twilio/routes.ts';

export interface StandInsPlan {
  accountSid: string;
  authToken: string;
  /** 0 takes a free port. */
  httpPort?: number;
  smtpPort?: number;
  /** Milliseconds between two steps of a message or call. */
  step?: number;
}

export interface StandIns {
  /** Of the Twilio API, the inbox and the control API. */
  httpUrl: string;
  smtpUrl: string;
  stop(): Promise<void>;
}

/** Starts everything that the system would find outside: Twilio, a mail server, and what people see of both. */
export async function startStandIns(plan: StandInsPlan): Promise<StandIns> {
  const inbox = new Inbox();
  const behaviour = new Behaviour();
  const ledger = new Ledger();
  const account = new TwilioAccount(
    plan.accountSid,
    plan.authToken,
    inbox,
    behaviour,
    ledger,
    plan.step ?? 300,
  );
  const twilio = twilioRoutes(account);
  const control = controlRoutes(behaviour, ledger, () => {
    for (const part of [inbox, ledger, twilio]) part.clear();
    behaviour.reset();
  });
  const http = await serve([...twilio.routes, ...inboxRoutes(inbox), ...control], plan.httpPort ?? 0);
  const smtp = new SmtpSink(inbox, behaviour, ledger);
  const smtpPort = await smtp.start(plan.smtpPort ?? 0);
  return {
    httpUrl: `http://127.0.0.1:${String(http.port)}`,
    smtpUrl: `smtp://127.0.0.1:${String(smtpPort)}`,
    stop: async () => {
      account.stop();
      await Promise.all([http.stop(), smtp.stop()]);
    },
  };
}
