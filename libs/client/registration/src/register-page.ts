import { DOCUMENT } from '@angular/common';
import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injector,
  signal,
  untracked,
} from '@angular/core';
import { form } from '@angular/forms/signals';
import { SubmitState, refusedFields } from '@daiko/client-forms';
import { ErrorSummary, fetched, LoadState, PageTitle, SectionBar } from '@daiko/client-ui';
import type { Duplicates, RegisteredCustomer } from '@daiko/contracts';
import { DuplicateNotice } from './duplicate-notice';
import { RegistrationClient } from './registration-client';
import { RegistrationDone } from './registration-done';
import { RegistrationDraft } from './registration-draft';
import { RegistrationFields } from './registration-fields';
import {
  emptyForm,
  judge,
  PLACES,
  TEXTS_OF_FIELD,
  toDuplicatesRequest,
  toRequest,
  type TypedRegistration,
} from './registration-form';
import { RegistrationSteps } from './registration-steps';
import { RegistrationSummary } from './registration-summary';

const STEPS = ['入力', '確認', '完了'] as const;
type Step = (typeof STEPS)[number];

/** お客様登録: 入力 → 確認 → 完了. */
@Component({
  selector: 'app-register-page',
  imports: [
    DuplicateNotice,
    ErrorSummary,
    LoadState,
    RegistrationDone,
    RegistrationFields,
    RegistrationSummary,
    SectionBar,
  ],
  providers: [RegistrationSteps, SubmitState],
  templateUrl: './register-page.html',
})
export class RegisterPage {
  private readonly client = inject(RegistrationClient);
  private readonly draft = inject(RegistrationDraft);
  private readonly title = inject(PageTitle);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly way = inject(RegistrationSteps);
  protected readonly submits = inject(SubmitState);
  protected readonly steps = STEPS;

  protected readonly options = fetched(() => this.client.options());
  protected readonly duplicates = signal<Duplicates | undefined>(undefined);
  protected readonly registered = signal<RegisteredCustomer | undefined>(this.draft.lastRegistered());

  private key: string = crypto.randomUUID();
  private readonly isFilled = signal(false);
  protected readonly typed = signal(
    emptyForm({ parent: { customerId: '', customerName: '' }, ranks: [], memberClasses: [] }),
  );
  protected readonly answers = form(this.typed, judge, { name: 'registration' });

  /**
   * The input that 確認 has checked successfully. After a change the user has to press it again, even if the URL is
   * that of 確認.
   */
  private readonly checked = signal<TypedRegistration | undefined>(undefined);
  protected readonly step = computed((): Step => {
    const wanted = this.way.wanted();
    if (wanted === 'done' && this.registered()) return '完了';
    return wanted === 'check' && this.checked() === this.typed() ? '確認' : '入力';
  });
  protected readonly stepIndex = computed(() => STEPS.indexOf(this.step()));
  private lastStep = this.step();

  constructor() {
    effect(() => {
      const options = this.options.value();
      if (options && !untracked(this.isFilled)) untracked(() => this.fill(emptyForm(options)));
    });
    effect(() => {
      const typed = this.typed();
      if (this.isFilled()) this.keep(typed);
    });
    effect(() => {
      this.title.rename(`お客様登録 ${this.step()}`);
      untracked(() => this.follow(this.step()));
    });
  }

  /**
   * Searches for similar customers while the user is still typing: a hint that blocks nothing and shows no errors.
   */
  protected async compare(): Promise<void> {
    const request = toDuplicatesRequest(this.typed());
    if (request) this.duplicates.set(await this.client.findDuplicates(request).catch(() => undefined));
  }

  protected async check(): Promise<void> {
    const typed = this.typed();
    await this.submits.attempt({
      refused: refusedFields(this.answers, TEXTS_OF_FIELD),
      send: async () => {
        const request = toDuplicatesRequest(typed);
        if (request) this.duplicates.set(await this.client.findDuplicates(request));
      },
      places: PLACES,
      fieldTexts: TEXTS_OF_FIELD,
      accepted: async () => {
        this.checked.set(typed);
        await this.way.goToCheck();
      },
    });
  }

  protected async register(): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: async () => this.registered.set(await this.client.register(toRequest(this.typed(), this.key))),
      places: PLACES,
      fieldTexts: TEXTS_OF_FIELD,
      accepted: async () => {
        this.draft.close(this.registered());
        await this.way.goToDone();
        this.empty();
      },
    });
    // Values that have to be corrected are corrected in the field where they were typed.
    if (this.submits.errors().some(({ fieldId }) => fieldId !== null)) await this.way.goBack();
  }

  protected async correct(): Promise<void> {
    this.submits.clear();
    await this.way.goBack();
  }

  /** Starts an empty form: for 下書きを消してやめる, and for the next customer after 完了. */
  protected async startAnew(): Promise<void> {
    this.draft.forget();
    this.submits.clear();
    this.empty();
    await this.way.goToInput();
    this.focusHeading();
  }

  /**
   * The button that led back to 入力 disappears with its step, so the focus moves to the heading, unless there is
   * something to correct.
   */
  private follow(step: Step): void {
    const before = this.lastStep;
    this.lastStep = step;
    if (step !== '入力' || before === '入力') return;
    if (this.submits.errors().length === 0) this.focusHeading();
  }

  private focusHeading(): void {
    const focus = () => this.document.querySelector<HTMLElement>('h1')?.focus();
    afterNextRender({ read: focus }, { injector: this.injector });
  }

  private empty(): void {
    this.key = crypto.randomUUID();
    this.duplicates.set(undefined);
    const options = this.options.value();
    if (options) this.typed.set(emptyForm(options));
  }

  /** An empty form is not a draft: otherwise the page would ask about it at logout. */
  private keep(typed: TypedRegistration): void {
    const options = untracked(this.options.value);
    if (!options || JSON.stringify(typed) === JSON.stringify(emptyForm(options))) this.draft.forget();
    else this.draft.save({ key: this.key, typed });
  }

  private fill(empty: TypedRegistration): void {
    const draft = this.draft.load();
    if (draft) this.key = draft.key;
    this.typed.set({ ...empty, ...draft?.typed });
    this.isFilled.set(true);
    // After a reload of 確認 the server's answer about the form is no longer available, so it is requested again.
    if (draft && this.way.wanted() === 'check') void this.check();
  }
}
