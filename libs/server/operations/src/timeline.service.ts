import { Injectable } from '@nestjs/common';
import type { AuditTimeline, AuditTimelineQuery, TimelineEntry } from '@daiko/contracts';
import { AuditTrail, timelineOf, type RecordedTimeline } from '@daiko/server-audit';
import { deviceName } from '@daiko/server-notification';
import { DataSource } from 'typeorm';

/** Reads the audit trail of one customer. The reading itself is recorded in it. */
@Injectable()
export class TimelineService {
  constructor(
    private readonly db: DataSource,
    private readonly trail: AuditTrail,
  ) {}

  /**
   * @param operator お客様ID of the operator who reads
   * @param query the kind of events, and `next` of the page before
   */
  async show(operator: string, customerId: string, query: AuditTimelineQuery): Promise<AuditTimeline> {
    return this.db.transaction(async (tx) => {
      const timeline = await timelineOf(tx, customerId, query);
      const shown = timeline.entries.flatMap(peopleIn);
      await this.trail.record(tx, { event: 'audit.read', actor: operator, subject: customerId, shown });
      return { ...timeline, entries: timeline.entries.map(withDevice) };
    });
  }
}

/** Customers who are named in a line, besides the customer of the timeline. */
function peopleIn({ actor, actorName, other }: RecordedTimeline['entries'][number]): (string | null)[] {
  return [actorName === null ? null : actor, other?.customerId ?? null];
}

function withDevice(entry: RecordedTimeline['entries'][number]): TimelineEntry {
  return { ...entry, device: entry.userAgent === null ? null : deviceName(entry.userAgent) };
}
