import { DOCUMENT } from '@angular/common';
import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { ActivatedRoute, Router } from '@angular/router';
import { LOGIN_STATUSES, readCustomerId, type CustomerSearch } from '@daiko/contracts';
import { reads, refusedFields, SubmitState, TypedForm } from '@daiko/client-forms';
import { Control, fetched, Field, Icon, LOGIN_WORDS } from '@daiko/client-ui';
import { NetworkClient } from './network-client';
import { FILTER_NAMES } from './search-query';

const NOTHING = { query: '', parent: '', rank: '', memberClass: '', login: '' };
/** Wider than a phone; the same breakpoint as in the stylesheet. */
const WIDE = '(min-width: 40.001em)';
const ALL = { value: '', text: 'すべて' };

/**
 * The search conditions. A search starts with the button or Enter, never while the user is typing. The conditions are
 * kept in the URL.
 */
@Component({
  selector: 'app-customer-finder',
  imports: [Control, Field, FormField, Icon, TypedForm],
  templateUrl: './customer-finder.html',
})
export class CustomerFinder {
  /** The search as the URL contains it. */
  readonly search = input.required<CustomerSearch>();

  private readonly client = inject(NetworkClient);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  protected readonly submits = inject(SubmitState);
  /** The search that was started here and is not in the URL yet. */
  private asked: string | undefined;
  private readonly network = fetched(() => this.client.network());
  protected readonly typed = signal(NOTHING);
  protected readonly answers = form(
    this.typed,
    (path) => reads(path.parent, (text) => (text.trim() === '' ? { value: '' } : readCustomerId(text))),
    { name: 'finder' },
  );
  protected readonly ranks = computed(() => options(this.network.value()?.ranks));
  protected readonly memberClasses = computed(() => options(this.network.value()?.memberClasses));
  protected readonly logins = [
    ALL,
    ...LOGIN_STATUSES.map((value) => ({ value, text: LOGIN_WORDS[value].text })),
  ];
  /** On a wide screen the filters are always visible. */
  protected readonly wide = inject(DOCUMENT).defaultView?.matchMedia(WIDE).matches ?? true;
  /** On phones the filters are open as soon as one is set, because a hidden filter misleads the user. */
  protected readonly narrowed = computed(() =>
    FILTER_NAMES.some((name) => name !== 'query' && this.search()[name] !== undefined),
  );

  constructor() {
    effect(() => {
      const search = this.search();
      untracked(() => this.follow(search));
    });
  }

  protected async submit(): Promise<void> {
    await this.submits.attempt({
      refused: refusedFields(this.answers),
      send: () => Promise.resolve(),
      accepted: () => this.show(this.typed()),
    });
  }

  protected reset(): Promise<boolean> {
    this.submits.clear();
    this.typed.set(NOTHING);
    return this.show(NOTHING);
  }

  /**
   * Takes over a search from the URL. When the URL changes to the search that was started here, the input is kept,
   * because the user may already be typing the next search.
   */
  private follow(search: CustomerSearch): void {
    const shown = shownOf(search);
    if (keyOf(shown) !== this.asked) this.typed.set({ ...NOTHING, ...shown });
    this.asked = undefined;
  }

  private show(typed: typeof NOTHING): Promise<boolean> {
    const search = {
      ...typed,
      parent: readCustomerId(typed.parent).value ?? '',
      query: typed.query.trim(),
    };
    this.typed.set(search);
    this.asked = keyOf(search);
    const queryParams = Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ''));
    return this.router.navigate([], { relativeTo: this.route, queryParams });
  }
}

function shownOf(search: CustomerSearch) {
  return Object.fromEntries(FILTER_NAMES.map((name) => [name, search[name] ?? '']));
}

function keyOf(search: Partial<typeof NOTHING>): string {
  return JSON.stringify(FILTER_NAMES.map((name) => search[name] ?? ''));
}

function options(masters: readonly { code: string; name: string }[] = []) {
  return [ALL, ...masters.map(({ code, name }) => ({ value: code, text: name }))];
}
