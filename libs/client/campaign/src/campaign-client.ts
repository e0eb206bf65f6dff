import { inject, Service } from '@angular/core';
import type {
  CampaignBoard,
  CampaignFilter,
  CampaignPage,
  ReminderPlan,
  ReminderProgress,
} from '@daiko/contracts';
import { ApiClient, queryOf } from '@daiko/client-session';

/** The routes of the campaign. */
@Service()
export class CampaignClient {
  private readonly api = inject(ApiClient);

  board(): Promise<CampaignBoard> {
    return this.api.get('/campaign');
  }

  /** @param after `next` of the previous page */
  customers(filter: CampaignFilter, after?: string): Promise<CampaignPage> {
    return this.api.get(`/campaign/customers${queryOf({ ...filter, after })}`);
  }

  /** The URL of the list as a file. */
  fileOf(filter: CampaignFilter, ending: 'xlsx' | 'csv'): string {
    return `/api/campaign/export.${ending}${queryOf(filter)}`;
  }

  plan(filter: CampaignFilter): Promise<ReminderPlan> {
    return this.api.get(`/campaign/reminders${queryOf(filter)}`);
  }

  progress(): Promise<ReminderProgress> {
    return this.api.get('/campaign/reminders/progress');
  }

  remind({ cause, dealer }: CampaignFilter): Promise<ReminderPlan> {
    return this.api.post('/campaign/reminders', { cause: cause ?? 'all', dealer: dealer ?? 'all' });
  }
}
