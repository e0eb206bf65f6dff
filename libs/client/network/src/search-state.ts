import { inject, Service, signal } from '@angular/core';
import type { CustomerCounts, CustomerFilter, CustomerPage, CustomerSearch } from '@daiko/contracts';
import { ApiProblem, queryOf } from '@daiko/client-session';
import type { LoadStatus } from '@daiko/client-ui';
import { NetworkClient } from './network-client';

/**
 * The result of the last search. It is kept when the page is left: a user who comes back immediately sees the same
 * list at the same position, and then the changes since that time.
 */
@Service()
export class SearchState {
  private readonly client = inject(NetworkClient);
  private readonly found = signal<CustomerPage | undefined>(undefined);
  private readonly counted = signal<CustomerCounts | undefined>(undefined);
  private readonly reached = signal<LoadStatus>('loading');
  private asked = '';
  private filtered = '';

  readonly page = this.found.asReadonly();
  /** Undefined while the results are counted. */
  readonly counts = this.counted.asReadonly();
  readonly status = this.reached.asReadonly();

  /**
   * Searches again. If several searches are in progress, the last one counts. It does not reject: a failure is the
   * status `error`.
   */
  async look(search: CustomerSearch): Promise<void> {
    const key = queryOf(search);
    const { after: _, ...filter } = search;
    if (this.asked !== key || this.found() === undefined) {
      this.found.set(undefined);
      this.reached.set('loading');
    }
    this.asked = key;
    await Promise.all([this.searchFor(key, search), this.countFor(filter)]);
  }

  private async searchFor(key: string, search: CustomerSearch): Promise<void> {
    const page = await this.client.search(search).catch(noAnswer);
    if (this.asked !== key) return;
    this.found.set(page);
    this.reached.set(page === undefined ? 'error' : page.customers.length === 0 ? 'empty' : 'filled');
  }

  private async countFor({ login: _, ...filter }: CustomerFilter): Promise<void> {
    const key = queryOf(filter);
    if (this.filtered !== key) this.counted.set(undefined);
    this.filtered = key;
    const counts = await this.client.counts(filter).catch(noAnswer);
    if (this.filtered === key) this.counted.set(counts);
  }
}

function noAnswer(error: unknown): undefined {
  if (!(error instanceof ApiProblem)) throw error;
}
