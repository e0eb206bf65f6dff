import { Injectable } from '@nestjs/common';
import { AppConfig } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { MessageReader } from '../message-reader';
import { NotMeReports } from '../not-me-reports';
import { TEXTS } from '../template/texts';
import { DeliveryProgress } from './delivery-progress';
import { field, type TwilioForm } from './twilio-form';
import { isMachine } from './twilio-status';
import { farewell, spokenMessage } from './twiml';
import { webhookUrls } from './webhook-urls';

interface LiveCall {
  customerId: string;
  challengeId: string | null;
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
    const call = await this.live(notificationId, form);
    await this.progress.record(notificationId, form);
    if (!call || isMachine(form)) return farewell(NOTHING_TO_SAY);
    return this.say(notificationId);
  }

  /** A key was pressed: 1 says it again, 9 is それは私ではありません. @returns TwiML */
  async press(notificationId: string, form: TwilioForm): Promise<string> {
    const call = await this.live(notificationId, form);
    if (!call) return farewell(NOTHING_TO_SAY);
    const key = field(form, 'Digits');
    if (key === '9') {
      await this.notMe.report({ notificationId, ...call });
      return farewell(NOT_ME_HEARD);
    }
    return key === '1' ? this.say(notificationId) : farewell(GOODBYE);
  }

  /** The message's call, while it lasts and its deadline has not passed; a newer PIN ends it too. */
  private async live(notificationId: string, form: TwilioForm): Promise<LiveCall | undefined> {
    const [call] = await this.db.query<LiveCall[]>(
      `SELECT customer_id AS "customerId", challenge_id AS "challengeId" FROM notification
        WHERE id = $1 AND channel = 'voice' AND customer_id IS NOT NULL AND contact_point_id IS NOT NULL
          AND (provider_id IS NULL OR provider_id = $2) AND state IN ('sending', 'sent') AND not_after > now()`,
      [notificationId, field(form, 'CallSid')],
    );
    return call;
  }

  private async say(notificationId: string): Promise<string> {
    const message = await this.reader.read(notificationId);
    const sentences = message && TEXTS[message.template].voice?.(message.facts);
    if (!sentences) return farewell(NOTHING_TO_SAY);
    return spokenMessage(sentences, webhookUrls(this.config, notificationId).key);
  }
}

const NOTHING_TO_SAY =
  'こちらは環境保全研究所の代行システムです。ご案内は終了しました。必要な場合は、画面からもう一度お手続きください。';
const NOT_ME_HEARD =
  'お知らせありがとうございます。ログイン情報のリセットを停止し、上位店へお知らせしました。';
const GOODBYE = 'ご利用ありがとうございました。';
