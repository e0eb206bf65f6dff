import { inject, Service } from '@angular/core';
import type {
  Channel,
  DeliveryOverview,
  MessagePreviewList,
  NotificationLog,
  NotificationLogQuery,
  OpenOutageRequest,
} from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';

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
    const given = Object.entries({ ...filter, after }).filter(([, value]) => value !== undefined);
    const query = new URLSearchParams(given as [string, string][]).toString();
    return this.api.get(`/operations/notifications${query === '' ? '' : `?${query}`}`);
  }

  messages(): Promise<MessagePreviewList> {
    return this.api.get('/operations/messages');
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
