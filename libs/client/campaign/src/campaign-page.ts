import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { CampaignCause, CampaignCustomer, CampaignFilter } from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import { Badge, fetched, formatDate, LoadState, More, SectionBar, type LoadStatus } from '@daiko/client-ui';
import { CampaignClient } from './campaign-client';
import { CAUSES, causeWords, daysLeftText } from './causes';
import { DealerTable } from './dealer-table';
import { ReminderPanel } from './reminder-panel';

/** ログイン統合キャンペーン: the progress, the dealers, the customers whose login is not in order, and the reminders. */
@Component({
  selector: 'app-campaign-page',
  imports: [Badge, DealerTable, LoadState, More, ReminderPanel, RouterLink, SectionBar],
  templateUrl: './campaign-page.html',
})
export class CampaignPage {
  /** From the URL: the filters of the list. */
  readonly cause = input<string>();
  readonly dealer = input<string>();

  private readonly client = inject(CampaignClient);
  protected readonly board = fetched(() => this.client.board());
  protected readonly date = formatDate;
  protected readonly daysLeft = daysLeftText;
  protected readonly words = causeWords;

  protected readonly filter = computed((): CampaignFilter => {
    const cause = CAUSES.find((one) => one.cause === this.cause())?.cause;
    const dealer = /^\d{8}$/.test(this.dealer() ?? '') ? this.dealer() : undefined;
    return { cause, dealer };
  });
  protected readonly dealerName = computed(
    () =>
      this.board.value()?.dealers.find(({ dealerId }) => dealerId === this.filter().dealer)?.dealerName ??
      this.filter().dealer,
  );
  protected readonly counters = computed(() => {
    const causes = this.board.value()?.causes;
    const all: { cause: CampaignCause | null; text: string; count: number | null }[] = [
      { cause: null, text: 'すべて', count: null },
    ];
    return all.concat(
      CAUSES.map(({ cause, field, text }) => ({ cause, text, count: causes ? causes[field] : null })),
    );
  });

  protected readonly customers = signal<readonly CampaignCustomer[]>([]);
  protected readonly next = signal<string | null>(null);
  protected readonly listStatus = signal<LoadStatus>('loading');

  constructor() {
    effect(() => {
      const filter = this.filter();
      untracked(() => void this.load(filter));
    });
  }

  /** Loads the first page of the list, or the page after those that are shown. */
  protected async load(filter: CampaignFilter, after?: string): Promise<void> {
    if (after === undefined) this.listStatus.set('loading');
    try {
      const page = await this.client.customers(filter, after);
      if (filter !== this.filter()) return;
      this.customers.update((shown) =>
        after === undefined ? page.customers : [...shown, ...page.customers],
      );
      this.next.set(page.next);
      this.listStatus.set(this.customers().length === 0 ? 'empty' : 'filled');
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.listStatus.set('error');
    }
  }
}
