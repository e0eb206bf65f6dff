import { Module } from '@nestjs/common';
import { Alarms } from './delivery/alarms';
import { ChannelOutages } from './delivery/channel-outages';
import { DeliveryFeed } from './status/delivery-feed';
import { DeliveryAlarmService } from './delivery/delivery-alarm.service';
import { HelpDeskService } from './contact/help-desk.service';
import { MessageReader } from './delivery/message-reader';
import { NotMeLinks } from './contact/not-me-link';
import { NotMeReports } from './contact/not-me-reports';
import { DispatchService } from './outbox/dispatch.service';
import { NotificationOutbox } from './outbox/notification-outbox';
import { NotificationResend } from './status/notification-resend';
import { PublicContactController } from './contact/public-contact.controller';
import { DeliveryProgress } from './webhook/delivery-progress';
import { TwilioWebhookController } from './webhook/twilio-webhook.controller';
import { VoiceCall } from './webhook/voice-call';

/** The API's side: it records messages and receives delivery reports. It loads neither Twilio's client nor SMTP. */
@Module({
  controllers: [PublicContactController, TwilioWebhookController],
  providers: [
    Alarms,
    ChannelOutages,
    DeliveryFeed,
    DeliveryProgress,
    DeliveryAlarmService,
    DispatchService,
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
