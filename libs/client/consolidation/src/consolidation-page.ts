import { DOCUMENT } from '@angular/common';
import {
  afterNextRender,
  Component,
  computed,
  DestroyRef,
  effect,
  inject,
  Injector,
  linkedSignal,
  signal,
} from '@angular/core';
import { RouterLink } from '@angular/router';
import { readEmail, type ConsolidationView } from '@daiko/contracts';
import { EmailHint, exact, FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import { ApiClient, ApiProblem } from '@daiko/client-session';
import {
  Control,
  DeliveryTrack,
  ErrorSummary,
  fetched,
  Field,
  formatDate,
  formatDeadline,
  Icon,
  isHandedOver,
  LoadState,
  Notice,
  PageTitle,
  SectionBar,
} from '@daiko/client-ui';
import { Consequences } from './consequences';
import { LoginFacts } from './login-facts';

type Step = 'list' | 'choose' | 'confirm' | 'sent' | 'unneeded';
const PAGE_NAME = 'ログイン情報を1つにする';
const NUMBERED: readonly Step[] = ['list', 'choose', 'confirm', 'sent'];

/** Milliseconds between two requests for the delivery of the mail. */
const LOOK_AGAIN_MS = 3_000;

/** The choice that is not one of the existing logins. */
const NEW = 'new';

/**
 * `/consolidation`: the logins of the customer, the one to keep or a new address, 確認, and the mail that has to be
 * answered.
 */
@Component({
  selector: 'app-consolidation-page',
  imports: [
    Consequences,
    Control,
    DeliveryTrack,
    EmailHint,
    ErrorSummary,
    FailureNotice,
    Field,
    Icon,
    LoadState,
    LoginFacts,
    Notice,
    RouterLink,
    SectionBar,
    TypedForm,
  ],
  providers: [SubmitState],
  templateUrl: './consolidation-page.html',
})
export class ConsolidationPage {
  private readonly api = inject(ApiClient);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  protected readonly submits = inject(SubmitState);
  protected readonly stepNames = ['現在のログイン情報', '残すものを選ぶ', '確認', '完了'];

  protected readonly fetch = fetched(() => this.api.get<ConsolidationView>('/consolidation'));
  private readonly answered = signal<ConsolidationView | null>(null);
  private readonly view = computed(() => this.answered() ?? this.fetch.value());
  protected readonly logins = computed(() => this.view()?.logins ?? []);
  protected readonly fit = computed(() => this.logins().filter(({ unfit }) => unfit === null));
  protected readonly unfit = computed(() => this.logins().filter(({ unfit }) => unfit !== null));
  protected readonly takesNew = computed(() => this.view()?.takesNewAddress === true);
  protected readonly mail = computed(() => this.view()?.mail ?? null);
  protected readonly isSent = computed(() => isHandedOver(this.mail()?.delivery));
  private readonly isOnItsWay = computed(() => !this.isSent() && this.mail()?.delivery.state !== 'failed');
  protected readonly deadline = computed(() => {
    const until = this.mail()?.expiresAt;
    return until === undefined ? '' : `${formatDate(until)} ${formatDeadline(until)}`;
  });

  protected readonly step = linkedSignal<Step>(() => {
    const state = this.view()?.state;
    return state === 'unneeded' ? 'unneeded' : state === 'waiting' ? 'sent' : 'list';
  });
  protected readonly stepNumber = computed(() => NUMBERED.indexOf(this.step()));
  protected readonly chosen = linkedSignal(
    () => this.logins().find(({ isRecommended }) => isRecommended)?.id ?? '',
  );
  protected readonly newEmail = signal('');
  protected readonly keeps = computed(() =>
    this.chosen() === NEW
      ? this.newEmail().trim()
      : (this.logins().find(({ id }) => id === this.chosen())?.label ?? ''),
  );
  protected readonly retires = computed(() =>
    this.logins()
      .filter(({ id }) => id !== this.chosen())
      .map(({ label }) => label),
  );

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const step = this.stepNames[this.stepNumber()];
      title.rename(step === undefined ? PAGE_NAME : `${step} - ${PAGE_NAME}`);
    });
    const timer = setInterval(() => void this.lookAgain(), LOOK_AGAIN_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected go(step: Step): void {
    this.submits.clear();
    this.step.set(step);
    const focus = () => this.document.querySelector<HTMLElement>('#step-title')?.focus();
    afterNextRender({ read: focus }, { injector: this.injector });
  }

  protected confirm(): Promise<boolean> {
    const unchosen = { fieldId: 'keep', text: '残すログイン情報を選んでください。' };
    return this.submits.attempt({
      refused:
        this.chosen() === NEW
          ? refusedField('new-email', readEmail(this.newEmail()))
          : this.chosen() === ''
            ? [unchosen]
            : [],
      send: () => Promise.resolve(),
      accepted: () => this.go('confirm'),
    });
  }

  protected send(): Promise<boolean> {
    const choice =
      this.chosen() === NEW ? { email: exact(this.newEmail(), readEmail) } : { keep: this.chosen() };
    return this.submits.attempt({
      refused: [],
      send: async () => this.answered.set(await this.api.post<ConsolidationView>('/consolidation', choice)),
      accepted: () => this.go('sent'),
    });
  }

  /** The page follows the mail by itself until the mail was sent or failed. */
  private async lookAgain(): Promise<void> {
    if (this.step() !== 'sent' || !this.isOnItsWay() || this.document.hidden) return;
    try {
      const seen = await this.api.get<ConsolidationView>('/consolidation');
      if (this.step() === 'sent' && seen.state === 'waiting') this.answered.set(seen);
    } catch (error) {
      // If a request fails, the next one follows.
      if (!(error instanceof ApiProblem)) throw error;
    }
  }
}
