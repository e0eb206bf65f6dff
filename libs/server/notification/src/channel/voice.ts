import type { AppConfig } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';
import { webhookUrls } from '../webhook/webhook-urls';
import type { Channel, Outcome, OutgoingMessage, ProviderReport } from './channel';
import { firstUnknown } from './sms';
import { LISTED, searchFrom, twilioOutcome, type TwilioAccount } from './twilio-account';

/** Seconds that the phone rings: long enough to walk to a landline, and shorter than most answering machines wait. */
const RINGING_SECONDS = 40;
/** Longest call in seconds: enough for three readings of the message, a question and a repetition. */
const CALL_SECONDS = 240;

/**
 * 自動音声 through Twilio. The spoken text is never sent with the order of the call: Twilio fetches it from us by a
 * signed request during the call.
 */
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
        // Twilio asks a second time when the first request fails, because a person has picked up and listens.
        fallbackUrl: urls.voice,
        fallbackMethod: 'POST',
        statusCallback: urls.status,
        statusCallbackMethod: 'POST',
        statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
        // An answering machine records what it hears, so it must not hear a PIN.
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

  /** Finds a call to the number since the first attempt that is not another message of ours. */
  async find(message: OutgoingMessage): Promise<string | undefined> {
    const since = searchFrom(message.sendingAt);
    const listed = await this.account.client.calls.list({ to: message.destination, limit: LISTED });
    const candidates = listed.filter(({ dateCreated }) => dateCreated >= since);
    return firstUnknown(this.db, message.id, candidates);
  }
}
