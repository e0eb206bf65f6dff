import { MailerModule, MailerService } from '@nestjs-modules/mailer';
import { Module } from '@nestjs/common';
import { AppConfig, StableKey } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Alarms } from './delivery/alarms';
import { CHANNELS_OUT } from './channel/channel';
import { channelsOut } from './channel/channels-out';
import { ProviderSlots } from './channel/provider-slots';
import { mailerOptions } from './channel/smtp';
import { SendBudget } from './delivery/send-budget.limit';
import { DecoyTargets } from './decoy/decoy-target';
import { DecoySimulator } from './decoy/decoy-simulator';
import { DeliveryMetrics } from './status/delivery-metrics';
import { DeliveryService } from './delivery/delivery.service';
import { HelpDeskService } from './contact/help-desk.service';
import { MessageReader } from './delivery/message-reader';
import { NotificationStore } from './outbox/notification.store';
import { NotificationSweeper } from './outbox/notification-sweeper';
import { NotificationWorker } from './delivery/notification-worker';
import { NotificationProcessor } from './delivery/notification.processor';
import { ReportFollowUp } from './delivery/report-follow-up';
import { DeliveryProgress } from './webhook/delivery-progress';

/** The worker's side: it takes messages from the queues and hands them to Twilio and SMTP. */
@Module({
  imports: [
    MailerModule.forRootAsync({
      imports: [],
      inject: [AppConfig],
      useFactory: mailerOptions,
    }),
  ],
  providers: [
    Alarms,
    SendBudget,
    DecoyTargets,
    DecoySimulator,
    DeliveryMetrics,
    DeliveryProgress,
    DeliveryService,
    HelpDeskService,
    MessageReader,
    NotificationStore,
    NotificationProcessor,
    NotificationSweeper,
    NotificationWorker,
    ProviderSlots,
    ReportFollowUp,
    StableKey,
    {
      provide: CHANNELS_OUT,
      inject: [AppConfig, DataSource, MailerService],
      useFactory: channelsOut,
    },
  ],
})
export class NotificationDeliveryModule {}
