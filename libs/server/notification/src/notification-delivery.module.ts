import { MailerModule, MailerService } from '@nestjs-modules/mailer';
import { Module } from '@nestjs/common';
import { AppConfig, StableKey } from '@daiko/server-platform';
import { DataSource } from 'typeorm';
import { Alarms } from './alarms';
import { CHANNELS_OUT } from './channel/channel';
import { channelsOut } from './channel/channels-out';
import { ProviderSlots } from './channel/provider-slots';
import { mailerOptions } from './channel/smtp';
import { CostBrake } from './cost-brake';
import { DecoyTargets } from './decoy-target';
import { DecoyWalk } from './decoy-walk';
import { DeliveryMetrics } from './delivery-metrics';
import { HandOver } from './hand-over';
import { HelpDeskService } from './help-desk.service';
import { MessageReader } from './message-reader';
import { NotificationLedger } from './notification-ledger';
import { NotificationSweeper } from './notification-sweeper';
import { NotificationWorker } from './notification-worker';
import { NotificationProcessor } from './notification.processor';
import { ReportFollowUp } from './report-follow-up';
import { DeliveryProgress } from './webhook/delivery-progress';

/** The worker's side: takes messages from the queues and hands them to Twilio and SMTP. */
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
    CostBrake,
    DecoyTargets,
    DecoyWalk,
    DeliveryMetrics,
    DeliveryProgress,
    HandOver,
    HelpDeskService,
    MessageReader,
    NotificationLedger,
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
