import { Component, computed, effect, inject, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { CUSTOMER_PAGE, LOGIN_STATUSES } from '@daiko/contracts';
import { SubmitState } from '@daiko/client-forms';
import {
  ErrorSummary,
  formatDateTime,
  Icon,
  LoadState,
  LOGIN_WORDS,
  LoginBadge,
  SectionBar,
} from '@daiko/client-ui';
import { CustomerFinder } from './customer-finder';
import { ExportPanel } from './export-panel';
import { readPageNumber, readSearch } from './search-query';
import { SearchState } from './search-state';

/** お客様検索. */
@Component({
  selector: 'app-search-page',
  imports: [CustomerFinder, ErrorSummary, ExportPanel, Icon, LoadState, LoginBadge, RouterLink, SectionBar],
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
  protected readonly search = computed(() => readSearch(this.address()));
  /** The filter for the whole list, not only for the page that is shown. */
  protected readonly filter = computed(() => ({ ...this.search(), after: undefined }));
  protected readonly pageNumber = computed(() => readPageNumber(this.address()));
  protected readonly customers = computed(() => this.state.page()?.customers ?? []);
  protected readonly counters = computed(() => {
    const counts = this.state.counts();
    const logins = LOGIN_STATUSES.map((login) => ({
      login,
      ...LOGIN_WORDS[login],
      count: shown(counts && (counts.byLogin?.[login] ?? null)),
    }));
    const all = counts?.byLogin === null ? `${number(counts.total)}超` : shown(counts?.total);
    return [{ login: null, text: 'すべて', icon: null, kind: 'plain', count: all }, ...logins];
  });
  /** The number of results with the requested ログイン状況. It is not known if there are more results than are counted. */
  protected readonly total = computed(() => {
    const byLogin = this.state.counts()?.byLogin;
    const { login } = this.search();
    return login === undefined ? byLogin && this.state.counts()?.total : byLogin?.[login];
  });
  protected readonly outcome = computed(() => {
    if (this.state.status() === 'error') return 'お客様を読み込めませんでした';
    const counts = this.state.counts();
    if (counts === undefined || this.state.status() === 'loading') return '';
    if (counts.byLogin === null) return `${number(counts.total)}件を超えるお客様が見つかりました`;
    const total = this.total();
    return total === 0 ? '該当するお客様は見つかりませんでした' : `${number(total ?? 0)}件見つかりました`;
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

/** @param count undefined: the count is not known yet; null: there are more than are counted */
function shown(count: number | null | undefined): string {
  if (count === null) return '－';
  return count === undefined ? '…' : number(count);
}

function number(value: number): string {
  return value.toLocaleString('ja-JP');
}
