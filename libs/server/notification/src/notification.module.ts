import { Module } from '@nestjs/common';
import { Alarms } from './alarms';
import { ChannelOutages } from './channel-outages';
import { DeliveryFeed } from './delivery-feed';
import { DeliveryWatch } from './delivery-watch';
import { HelpDeskService } from './help-desk.service';
import { MessageReader } from './message-reader';
import { NotMeLinks } from './not-me-link';
import { NotMeReports } from './not-me-reports';
import { NotificationOutbox } from './notification-outbox';
import { NotificationResend } from './notification-resend';
import { PublicContactController } from './public-contact.controller';
import { DeliveryProgress } from './webhook/delivery-progress';
import { TwilioWebhookController } from './webhook/twilio-webhook.controller';
import { VoiceCall } from './webhook/voice-call';

/** The API's side: records messages, hears of their fate. Loads neither Twilio's client nor SMTP. */
@Module({
  controllers: [PublicContactController, TwilioWebhookController],
  providers: [
    Alarms,
    ChannelOutages,
    DeliveryFeed,
    DeliveryProgress,
    DeliveryWatch,
    HelpDeskService,
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
    HelpDeskService,
    NotMeLinks,
    NotMeReports,
    NotificationOutbox,
    NotificationResend,
  ],
})
export class NotificationModule {}
