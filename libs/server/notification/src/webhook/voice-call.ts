import { Injectable, Logger } from '@nestjs/common';
import { AppConfig } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { MessageReader } from '../delivery/message-reader';
import { NotMeReports } from '../contact/not-me-reports';
import { TEXTS } from '../template/texts';
import { DeliveryProgress } from './delivery-progress';
import { field, type TwilioForm } from './twilio-form';
import { isMachine } from './twilio-status';
import { farewell, proofOfPerson, spokenMessage } from './twiml';
import { webhookUrls } from './webhook-urls';

interface Call {
  customerId: string;
  challengeId: string | null;
  isLive: boolean;
}

/** What Twilio has to say. */
export interface Speech {
  twiml: string;
  /** Whether it contains the message itself. If so, the caller has to call `handedOver`. */
  isMessage: boolean;
}

/**
 * Decides what is said during a call. Every request is signed. A PIN is only said to a person, in its own call, and
 * while it is valid.
 */
@Injectable()
export class VoiceCall {
  private readonly logger = new Logger(VoiceCall.name);

  constructor(
    private readonly db: DataSource,
    private readonly reader: MessageReader,
    private readonly progress: DeliveryProgress,
    private readonly notMe: NotMeReports,
    private readonly config: AppConfig,
  ) {}

  /** The call was answered. */
  async answer(notificationId: string, form: TwilioForm): Promise<Speech> {
    const call = await this.find(notificationId, form);
    await this.progress.record(notificationId, form);
    if (!call?.isLive) return nothingSecret(farewell(NOTHING_TO_SAY));
    return isMachine(form)
      ? nothingSecret(proofOfPerson(this.keyUrl(notificationId)))
      : this.say(notificationId);
  }

  /**
   * A key was pressed, which no machine does. 9 means それは私ではありません. Any other key repeats the message, up to the
   * allowed number of times.
   */
  async press(notificationId: string, form: TwilioForm): Promise<Speech> {
    const call = await this.find(notificationId, form);
    const key = field(form, 'Digits');
    if (call && key === '9') {
      const { customerId, challengeId } = call;
      await this.notMe.report({ notificationId, customerId, challengeId });
      return nothingSecret(farewell(NOT_ME_HEARD));
    }
    return call?.isLive ? this.say(notificationId) : nothingSecret(farewell(GOODBYE));
  }

  /**
   * The whole message has left our server. Only now does it count as spoken: if the process dies earlier, the call
   * said nothing, and a call in which nothing was said must not count as delivered.
   */
  async handedOver(notificationId: string): Promise<void> {
    try {
      await this.db.query('UPDATE notification SET spoken_at = now() WHERE id = $1', [notificationId]);
    } catch (error) {
      const { name } = error instanceof Error ? error : new Error();
      this.logger.warn({ event: 'spoken and not noted', notificationId, error: name });
    }
  }

  /** Finds the message's own call. It is live until it ends, its deadline passes, or a newer PIN replaces its PIN. */
  private async find(notificationId: string, form: TwilioForm): Promise<Call | undefined> {
    const [call] = await this.db.query<Call[]>(
      `SELECT customer_id AS "customerId", challenge_id AS "challengeId",
              ${LIVE} AS "isLive"
         FROM notification
        WHERE id = $1 AND channel = 'voice' AND customer_id IS NOT NULL AND contact_point_id IS NOT NULL
          AND attempt > 0 AND (provider_id IS NULL OR provider_id = $2)`,
      [notificationId, field(form, 'CallSid')],
    );
    return call;
  }

  private async say(notificationId: string): Promise<Speech> {
    const message = await this.reader.read(notificationId);
    const sentences = message && TEXTS[message.template].voice?.(message.facts);
    if (!sentences || !(await this.mayBeSaid(notificationId))) return nothingSecret(farewell(NOTHING_TO_SAY));
    const readings = this.config.values.VOICE_READINGS;
    return { twiml: spokenMessage(sentences, readings, this.keyUrl(notificationId)), isMessage: true };
  }

  private keyUrl(notificationId: string): string {
    return webhookUrls(this.config, notificationId).key;
  }

  /** Counts the reading before anything is said. @returns false when it is too late, or it was said often enough */
  private async mayBeSaid(notificationId: string): Promise<boolean> {
    const [, count] = await this.db.query<[unknown[], number]>(
      `UPDATE notification SET spoken_times = spoken_times + 1
        WHERE id = $1 AND spoken_times < $2 AND ${LIVE}`,
      [notificationId, MOST_TIMES],
    );
    return count === 1;
  }
}

const nothingSecret = (twiml: string): Speech => ({ twiml, isMessage: false });

/**
 * How often a message is said in total, each time with VOICE_READINGS readings. The limit keeps the keys from making
 * a call endless.
 */
const MOST_TIMES = 6;
const LIVE = `state IN ('sending', 'sent') AND not_after > now()`;
const NOTHING_TO_SAY =
  'こちらは環境保全研究所の代行システムです。ご案内は終了しました。必要な場合は、画面からもう一度お手続きください。';
const NOT_ME_HEARD =
  'お知らせありがとうございます。ログイン情報のリセットを停止し、上位店へお知らせしました。';
const GOODBYE = 'ご利用ありがとうございました。';
