import { Component, computed, effect, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { CUSTOMER_PAGE, LOGIN_STATUSES } from '@daiko/contracts';
import { SubmitState } from '@daiko/client-forms';
import {
  Crumbs,
  ErrorSummary,
  formatDateTime,
  Icon,
  LoadState,
  LOGIN_WORDS,
  LoginBadge,
  SectionBar,
} from '@daiko/client-ui';
import { CustomerFinder } from './customer-finder';
import { ABOVE_MASTERS } from './crumbs-above';
import { ExportPanel } from './export-panel';
import { NetworkTabs } from './network-tabs';
import { readPageNumber, readSearch } from './search-query';
import { SearchState } from './search-state';

/** お客様検索. */
@Component({
  selector: 'app-search-page',
  imports: [
    Crumbs,
    CustomerFinder,
    ErrorSummary,
    ExportPanel,
    Icon,
    LoadState,
    LoginBadge,
    NetworkTabs,
    RouterLink,
    SectionBar,
  ],
  providers: [SubmitState],
  templateUrl: './search-page.html',
})
export class SearchPage {
  protected readonly state = inject(SearchState);
  protected readonly submits = inject(SubmitState);
  private readonly route = inject(ActivatedRoute);
  private readonly address = toSignal(this.route.queryParamMap, {
    initialValue: this.route.snapshot.queryParamMap,
  });
  protected readonly above = ABOVE_MASTERS;
  protected readonly search = computed(() => readSearch(this.address()));
  /** The whole list, not only the page that is shown. */
  protected readonly filter = computed(() => ({ ...this.search(), after: undefined }));
  protected readonly pageNumber = computed(() => readPageNumber(this.address()));
  protected readonly customers = computed(() => this.state.page()?.customers ?? []);
  protected readonly counters = computed(() => {
    const counts = this.state.counts();
    const logins = LOGIN_STATUSES.map((login) => ({
      login,
      ...LOGIN_WORDS[login],
      count: counts?.byLogin[login],
    }));
    return [{ login: null, text: 'すべて', icon: null, kind: 'plain', count: counts?.total }, ...logins];
  });
  /** How many the search finds, of the ログイン状況 that is asked for. */
  protected readonly total = computed(() => {
    const counts = this.state.counts();
    const { login } = this.search();
    return login === undefined ? counts?.total : counts?.byLogin[login];
  });
  protected readonly outcome = computed(() => {
    const total = this.total();
    if (this.state.status() === 'error') return 'お客様を読み込めませんでした';
    if (total === undefined || this.state.status() === 'loading') return '';
    return total === 0 ? '該当するお客様は見つかりませんでした' : `${number(total)}件見つかりました`;
  });
  protected readonly range = computed(() => {
    const first = (this.pageNumber() - 1) * CUSTOMER_PAGE + 1;
    return `${number(first)}〜${number(first + this.customers().length - 1)}件`;
  });
  protected readonly dateTime = formatDateTime;
  protected readonly number = number;

  constructor() {
    effect(() => {
      const search = this.search();
      untracked(() => this.look(search));
    });
  }

  protected look(search = this.search()): void {
    void this.state.look(search);
  }
}

function number(value: number): string {
  return value.toLocaleString('ja-JP');
}
