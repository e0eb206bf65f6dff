import { Module } from '@nestjs/common';
import { AuditModule } from '@daiko/server-audit';
import { AuthModule } from '@daiko/server-auth';
import { NotificationModule } from '@daiko/server-notification';
import { ChannelOutageController } from './channel-outage.controller';
import { ChannelOutageService } from './channel-outage.service';
import { DeliveryController } from './delivery.controller';
import { DeliveryOverviewService } from './delivery-overview.service';
import { MessagePreviewController } from './message-preview.controller';
import { NotificationLogService } from './notification-log.service';
import { ResendService } from './resend.service';
import { TimelineController } from './timeline.controller';
import { TimelineService } from './timeline.service';

/** 運用: shows operators which messages are sent, which are not, and why. Only operators may see it. */
@Module({
  imports: [AuditModule, AuthModule, NotificationModule],
  controllers: [DeliveryController, ChannelOutageController, MessagePreviewController, TimelineController],
  providers: [
    ChannelOutageService,
    DeliveryOverviewService,
    NotificationLogService,
    ResendService,
    TimelineService,
  ],
})
export class OperationsModule {}
