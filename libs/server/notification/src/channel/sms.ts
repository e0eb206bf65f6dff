import type { AppConfig } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';
import { TEXTS } from '../template/texts';
import { webhookUrls } from '../webhook/webhook-urls';
import type { Channel, Outcome, OutgoingMessage, ProviderReport } from './channel';
import { LISTED, searchFrom, twilioOutcome, type TwilioAccount } from './twilio-account';

/** Twilio's limits for ValidityPeriod, in seconds. */
const VALIDITY = { least: 1, most: 36_000 };

/** ショートメッセージ through Twilio. */
export class SmsChannel implements Channel {
  constructor(
    private readonly account: TwilioAccount,
    private readonly config: AppConfig,
    private readonly db: DataSource,
  ) {}

  async deliver(message: OutgoingMessage, secondsLeft: number): Promise<Outcome> {
    try {
      const { sid } = await this.account.client.messages.create({
        to: message.destination,
        from: this.account.fromSms,
        body: textOf(message),
        // A PIN that arrives after its deadline is worse than no PIN.
        validityPeriod: Math.min(Math.max(secondsLeft, VALIDITY.least), VALIDITY.most),
        statusCallback: webhookUrls(this.config, message.id).status,
      });
      return { kind: 'accepted', providerId: sid };
    } catch (error) {
      return twilioOutcome(error);
    }
  }

  async follow(sid: string): Promise<ProviderReport> {
    const { status, errorCode } = await this.account.client.messages(sid).fetch();
    return { MessageSid: sid, MessageStatus: status, ErrorCode: errorCode ? String(errorCode) : '' };
  }

  /**
   * Finds an SMS with the same text to the same number since the first attempt that is not another message of ours.
   */
  async find(message: OutgoingMessage): Promise<string | undefined> {
    const since = searchFrom(message.sendingAt);
    const listed = await this.account.client.messages.list({ to: message.destination, limit: LISTED });
    const text = textOf(message);
    const candidates = listed.filter(({ body, dateCreated }) => body === text && dateCreated >= since);
    return firstUnknown(this.db, message.id, candidates);
  }
}

function textOf({ template, facts }: OutgoingMessage): string {
  const text = TEXTS[template].sms;
  if (!text) throw new Error(`No SMS text for ${template}`);
  return text(facts);
}

/** The earliest of the provider's messages or calls that belongs to no other row. */
export async function firstUnknown(
  db: DataSource,
  notificationId: string,
  candidates: readonly { sid: string; dateCreated: Date }[],
): Promise<string | undefined> {
  const sids = [...candidates]
    .sort((one, other) => one.dateCreated.getTime() - other.dateCreated.getTime())
    .map(({ sid }) => sid);
  const [row] = await db.query<{ sid: string }[]>(
    `SELECT sid FROM unnest($1::text[]) WITH ORDINALITY AS listed (sid, place)
      WHERE NOT EXISTS (SELECT FROM notification WHERE provider_id = sid AND id <> $2)
      ORDER BY place LIMIT 1`,
    [sids, notificationId],
  );
  return row?.sid;
}
