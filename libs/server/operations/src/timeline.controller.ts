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

/** 運用: what a customer did and what was done to them, for operators alone. */
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
