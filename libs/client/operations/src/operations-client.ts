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

/** What the list is narrowed to; what is left out is not narrowed. */
export type LogFilter = Partial<Omit<NotificationLogQuery, 'after'>>;

/** The routes of 運用. */
@Service()
export class OperationsClient {
  private readonly api = inject(ApiClient);

  overview(): Promise<DeliveryOverview> {
    return this.api.get('/operations/delivery');
  }

  /** @param after `next` of the page before */
  notifications(filter: LogFilter, after?: string): Promise<NotificationLog> {
    return this.api.get(`/operations/notifications${queryOf({ ...filter, after })}`);
  }

  messages(): Promise<MessagePreviewList> {
    return this.api.get('/operations/messages');
  }

  /** @param before `next` of the page before */
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
