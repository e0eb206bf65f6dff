import { inject, Service } from '@angular/core';
import type {
  AuditKind,
  AuditTimeline,
  Channel,
  DeliveryOverview,
  MessagePreviewList,
  NotificationLog,
  NotificationLogQuery,
  OpenOutageRequest,
} from '@daiko/contracts';
import { ApiClient, queryOf } from '@daiko/client-session';

/** The filters of the list; a missing value means no filter. */
export type LogFilter = Partial<Omit<NotificationLogQuery, 'after'>>;

/** The requests of 運用. */
@Service()
export class OperationsClient {
  private readonly api = inject(ApiClient);

  overview(): Promise<DeliveryOverview> {
    return this.api.get('/operations/delivery');
  }

  /** @param after `next` of the previous page */
  notifications(filter: LogFilter, after?: string): Promise<NotificationLog> {
    return this.api.get(`/operations/notifications${queryOf({ ...filter, after })}`);
  }

  messages(): Promise<MessagePreviewList> {
    return this.api.get('/operations/messages');
  }

  /** @param before `next` of the previous page */
  timeline(customerId: string, kind?: AuditKind, before?: string): Promise<AuditTimeline> {
    return this.api.get(`/operations/customers/${customerId}/timeline${queryOf({ kind, before })}`);
  }

  resend(id: string): Promise<void> {
    return this.api.post(`/operations/notifications/${id}/resend`);
  }

  stop(request: OpenOutageRequest): Promise<void> {
    return this.api.post('/operations/outages', request);
  }

  resume(channel: Channel): Promise<void> {
    return this.api.delete(`/operations/outages/${channel}`);
  }
}
