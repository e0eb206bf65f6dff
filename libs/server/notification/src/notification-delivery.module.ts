import { MailerModule } from '@nestjs-modules/mailer';
import { Module } from '@nestjs/common';
import { AppConfig } from '@daiko/server-platform';
import { CHANNELS_OUT, type Channels } from './channel/channel';
import { EmailChannel } from './channel/email';
import { SmsChannel } from './channel/sms';
import { smtpOptions } from './channel/smtp';
import { TwilioAccount } from './channel/twilio-account';
import { VoiceChannel } from './channel/voice';
import { DecoyWalk } from './decoy-walk';
import { DeliveryMetrics } from './delivery-metrics';
import { MessageReader } from './message-reader';
import { NotificationLedger } from './notification-ledger';
import { NotificationSweeper } from './notification-sweeper';
import { NotificationWorker } from './notification-worker';
import { NotificationProcessor } from './notification.processor';

/** The worker's side: takes messages from the queues and hands them to Twilio and SMTP. */
@Module({
  imports: [
    MailerModule.forRootAsync({
      imports: [],
      inject: [AppConfig],
      useFactory: (config: AppConfig) => smtpOptions(config.values.SMTP_URL),
    }),
  ],
  providers: [
    DecoyWalk,
    DeliveryMetrics,
    EmailChannel,
    MessageReader,
    NotificationLedger,
    NotificationProcessor,
    NotificationSweeper,
    NotificationWorker,
    SmsChannel,
    TwilioAccount,
    VoiceChannel,
    {
      provide: CHANNELS_OUT,
      inject: [VoiceChannel, SmsChannel, EmailChannel],
      useFactory: (voice: VoiceChannel, sms: SmsChannel, email: EmailChannel) =>
        ({ voice, sms, email }) satisfies Channels,
    },
  ],
})
export class NotificationDeliveryModule {}
