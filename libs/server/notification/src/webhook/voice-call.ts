import { Injectable } from '@nestjs/common';
import { AppConfig } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { MessageReader } from '../message-reader';
import { NotMeReports } from '../not-me-reports';
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

/** What is said during a call. Every request is signed; the PIN is said to a person, in its own call, while it is good. */
@Injectable()
export class VoiceCall {
  constructor(
    private readonly db: DataSource,
    private readonly reader: MessageReader,
    private readonly progress: DeliveryProgress,
    private readonly notMe: NotMeReports,
    private readonly config: AppConfig,
  ) {}

  /** The call was answered. @returns TwiML */
  async answer(notificationId: string, form: TwilioForm): Promise<string> {
    const call = await this.find(notificationId, form);
    await this.progress.record(notificationId, form);
    if (!call?.isLive) return farewell(NOTHING_TO_SAY);
    return isMachine(form) ? proofOfPerson(this.keyUrl(notificationId)) : this.say(notificationId);
  }

  /**
   * A key was pressed, which no machine does: 9 is それは私ではありません, any other says it again, as often as is allowed.
   * @returns TwiML
   */
  async press(notificationId: string, form: TwilioForm): Promise<string> {
    const call = await this.find(notificationId, form);
    const key = field(form, 'Digits');
    if (call && key === '9') {
      const { customerId, challengeId } = call;
      await this.notMe.report({ notificationId, customerId, challengeId });
      return farewell(NOT_ME_HEARD);
    }
    return call?.isLive ? this.say(notificationId) : farewell(GOODBYE);
  }

  /** The message's own call. It is live until it ends, its deadline passes, or a newer PIN takes the place of its own. */
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

  private async say(notificationId: string): Promise<string> {
    const message = await this.reader.read(notificationId);
    const sentences = message && TEXTS[message.template].voice?.(message.facts);
    if (!sentences || !(await this.noteSpoken(notificationId))) return farewell(NOTHING_TO_SAY);
    return spokenMessage(sentences, this.config.values.VOICE_READINGS, this.keyUrl(notificationId));
  }

  private keyUrl(notificationId: string): string {
    return webhookUrls(this.config, notificationId).key;
  }

  /**
   * Before a word is said: a call in which nothing was said is not a message that arrived.
   * @returns false: it is too late now, or it was said often enough
   */
  private async noteSpoken(notificationId: string): Promise<boolean> {
    const [, count] = await this.db.query<[unknown[], number]>(
      `UPDATE notification SET spoken_at = now(), spoken_times = spoken_times + 1
        WHERE id = $1 AND spoken_times < $2 AND ${LIVE}`,
      [notificationId, MOST_TIMES],
    );
    return count === 1;
  }
}

/** How often a message is said in all, each time as often as VOICE_READINGS: keys must not make a call endless. */
const MOST_TIMES = 6;
const LIVE = `state IN ('sending', 'sent') AND not_after > now()`;
const NOTHING_TO_SAY =
  'こちらは環境保全研究所の代行システムです。ご案内は終了しました。必要な場合は、画面からもう一度お手続きください。';
const NOT_ME_HEARD =
  'お知らせありがとうございます。ログイン情報のリセットを停止し、上位店へお知らせしました。';
const GOODBYE = 'ご利用ありがとうございました。';
