import type { AppConfig } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';
import { webhookUrls } from '../webhook/webhook-urls';
import type { Channel, Outcome, OutgoingMessage, ProviderReport } from './channel';
import { firstUnknown } from './sms';
import { LISTED, searchFrom, twilioOutcome, type TwilioAccount } from './twilio-account';

/** How long it rings, in seconds: long enough to walk to a landline, short of most answering machines. */
const RINGING_SECONDS = 40;
/** The message three times, a question and a repetition fit in. */
const CALL_SECONDS = 240;

/** 自動音声 through Twilio. What is spoken is fetched from us by a signed request during the call, never sent along. */
export class VoiceChannel implements Channel {
  constructor(
    private readonly account: TwilioAccount,
    private readonly config: AppConfig,
    private readonly db: DataSource,
  ) {}

  async deliver(message: OutgoingMessage): Promise<Outcome> {
    const urls = webhookUrls(this.config, message.id);
    try {
      const { sid } = await this.account.client.calls.create({
        to: message.destination,
        from: this.account.fromVoice,
        url: urls.voice,
        method: 'POST',
        // Once more, when we could not be asked the first time: somebody has picked up and listens.
        fallbackUrl: urls.voice,
        fallbackMethod: 'POST',
        statusCallback: urls.status,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        // An answering machine keeps what it hears: it must not hear a PIN.
        machineDetection: 'Enable',
        timeout: RINGING_SECONDS,
        timeLimit: CALL_SECONDS,
      });
      return { kind: 'accepted', providerId: sid };
    } catch (error) {
      return twilioOutcome(error);
    }
  }

  async follow(sid: string): Promise<ProviderReport> {
    const { status, answeredBy } = await this.account.client.calls(sid).fetch();
    return { CallSid: sid, CallStatus: status, AnsweredBy: answeredBy };
  }

  /** A call to the number since the first attempt that is not known as another message of ours. */
  async find(message: OutgoingMessage): Promise<string | undefined> {
    const since = searchFrom(message.sendingAt);
    const listed = await this.account.client.calls.list({ to: message.destination, limit: LISTED });
    const candidates = listed.filter(({ dateCreated }) => dateCreated >= since);
    return firstUnknown(this.db, message.id, candidates);
  }
}
