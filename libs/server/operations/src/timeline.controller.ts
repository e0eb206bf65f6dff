import { Controller, Get, Param, Query, SerializeOptions } from '@nestjs/common';
import {
  auditTimeline,
  auditTimelineQuery,
  customerIdParameter,
  type AuditTimeline,
  type AuditTimelineQuery,
} from '@daiko/contracts';
import { CurrentSession, type SignedIn } from '@daiko/server-auth';
import { TimelineService } from './timeline.service';

/** 運用: the actions of a customer and the actions of others on that customer. Only operators may see it. */
@Controller('operations/customers/:customerId/timeline')
export class TimelineController {
  constructor(private readonly timelines: TimelineService) {}

  @Get()
  @SerializeOptions({ schema: auditTimeline })
  show(
    @CurrentSession() { customerId: operator }: SignedIn,
    @Param('customerId', { schema: customerIdParameter }) customerId: string,
    @Query({ schema: auditTimelineQuery }) query: AuditTimelineQuery,
  ): Promise<AuditTimeline> {
    return this.timelines.show(operator, customerId, query);
  }
}
