import { Module } from '@nestjs/common';
import { Alarms } from './alarms';
import { ChannelOutages } from './channel-outages';
import { DeliveryFeed } from './delivery-feed';
import { DeliveryWatch } from './delivery-watch';
import { MessageReader } from './message-reader';
import { NotMeLinks } from './not-me-link';
import { NotMeReports } from './not-me-reports';
import { NotificationOutbox } from './notification-outbox';
import { NotificationResend } from './notification-resend';
import { DeliveryProgress } from './webhook/delivery-progress';
import { TwilioWebhookController } from './webhook/twilio-webhook.controller';
import { VoiceCall } from './webhook/voice-call';

/** The API's side: records messages, hears of their fate. Loads neither Twilio's client nor SMTP. */
@Module({
  controllers: [TwilioWebhookController],
  providers: [
    Alarms,
    ChannelOutages,
    DeliveryFeed,
    DeliveryProgress,
    DeliveryWatch,
    MessageReader,
    NotMeLinks,
    NotMeReports,
    NotificationOutbox,
    NotificationResend,
    VoiceCall,
  ],
  exports: [
    Alarms,
    ChannelOutages,
    DeliveryFeed,
    NotMeLinks,
    NotMeReports,
    NotificationOutbox,
    NotificationResend,
  ],
})
export class NotificationModule {}
