import { Body, Controller, Get, HttpCode, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import {
  deliveryOverview,
  emptyRequest,
  loggedNotification,
  notificationLog,
  notificationLogQuery,
  type DeliveryOverview,
  type EmptyRequest,
  type NotificationLog,
  type NotificationLogQuery,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { DeliveryOverviewService } from './delivery-overview.service';
import { NotificationLogService } from './notification-log.service';
import { ResendService } from './resend.service';

/** 運用 › 通知. */
@Controller('operations')
export class DeliveryController {
  constructor(
    private readonly overview: DeliveryOverviewService,
    private readonly log: NotificationLogService,
    private readonly resending: ResendService,
  ) {}

  @Get('delivery')
  @SerializeOptions({ schema: deliveryOverview })
  now(): Promise<DeliveryOverview> {
    return this.overview.overview();
  }

  @Get('notifications')
  @SerializeOptions({ schema: notificationLog })
  list(@Query({ schema: notificationLogQuery }) query: NotificationLogQuery): Promise<NotificationLog> {
    return this.log.page(query);
  }

  @Post('notifications/:id/resend')
  @HttpCode(204)
  async resend(
    @CurrentSession() { customerId }: SignedIn,
    @Param('id', { schema: loggedNotification.shape.id }) id: string,
    @Body({ schema: emptyRequest }) _body: EmptyRequest,
  ): Promise<void> {
    await this.resending.resend(id, customerId);
  }
}
