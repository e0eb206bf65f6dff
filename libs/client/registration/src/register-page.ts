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
import {
  Crumbs,
  ErrorSummary,
  fetched,
  LoadState,
  PageTitle,
  SectionBar,
  type Crumb,
} from '@daiko/client-ui';
import type { Duplicates, RegisteredCustomer } from '@daiko/contracts';
import { DuplicateNotice } from './duplicate-notice';
import { RegistrationClient } from './registration-client';
import { RegistrationDone } from './registration-done';
import { RegistrationDraft } from './registration-draft';
import { RegistrationFields } from './registration-fields';
import { emptyForm, judge, TEXTS_OF_FIELD, toDuplicatesRequest, toRequest } from './registration-form';
import { RegistrationSummary } from './registration-summary';

const ABOVE: readonly Crumb[] = [
  { label: 'マイページ', path: '/mypage' },
  { label: 'マスタメンテ', path: '/masters' },
];
const STEPS = ['入力', '確認', '完了'] as const;
type Step = (typeof STEPS)[number];

/** The fields in which the server can find fault, by their name in the request: their ids are the same. */
const PLACES = Object.fromEntries(
  ['name', 'kana', 'postalCode', 'address', 'phone1', 'phone2', 'birthday', 'representative', 'rankCode']
    .concat(['memberClassCode', 'parentCustomerId', 'registrationNumber', 'email'])
    .map((name) => [name, name]),
);

/** お客様登録: 入力 → 確認 → 完了. */
@Component({
  selector: 'app-register-page',
  imports: [
    Crumbs,
    DuplicateNotice,
    ErrorSummary,
    LoadState,
    RegistrationDone,
    RegistrationFields,
    RegistrationSummary,
    SectionBar,
  ],
  providers: [SubmitState],
  templateUrl: './register-page.html',
})
export class RegisterPage {
  private readonly client = inject(RegistrationClient);
  private readonly draft = inject(RegistrationDraft);
  private readonly title = inject(PageTitle);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  protected readonly submits = inject(SubmitState);
  protected readonly above = ABOVE;
  protected readonly steps = STEPS;

  protected readonly options = fetched(() => this.client.options());
  protected readonly step = signal<Step>('入力');
  protected readonly stepIndex = computed(() => STEPS.indexOf(this.step()));
  protected readonly duplicates = signal<Duplicates | undefined>(undefined);
  protected readonly registered = signal<RegisteredCustomer | undefined>(undefined);

  private key: string = crypto.randomUUID();
  private readonly isFilled = signal(false);
  protected readonly typed = signal(
    emptyForm({ parent: { customerId: '', customerName: '' }, ranks: [], memberClasses: [] }),
  );
  protected readonly answers = form(this.typed, judge, { name: 'registration' });

  constructor() {
    effect(() => {
      const options = this.options.value();
      if (options && !untracked(this.isFilled)) untracked(() => this.fill(emptyForm(options)));
    });
    effect(() => {
      const typed = this.typed();
      if (this.isFilled() && !this.registered()) this.draft.save({ key: this.key, typed });
    });
    effect(() => this.title.rename(`お客様登録 ${this.step()}`));
  }

  /** Looks for similar customers while one still types: a hint, which blocks nothing and complains of nothing. */
  protected async compare(): Promise<void> {
    const request = toDuplicatesRequest(this.typed());
    if (request) this.duplicates.set(await this.client.findDuplicates(request).catch(() => undefined));
  }

  protected async check(): Promise<void> {
    await this.submits.attempt({
      refused: refusedFields(this.answers, TEXTS_OF_FIELD),
      send: async () => {
        const request = toDuplicatesRequest(this.typed());
        if (request) this.duplicates.set(await this.client.findDuplicates(request));
      },
      places: PLACES,
      fieldTexts: TEXTS_OF_FIELD,
      accepted: () => this.step.set('確認'),
    });
  }

  protected async register(): Promise<void> {
    await this.submits.attempt({
      refused: [],
      send: async () => this.registered.set(await this.client.register(toRequest(this.typed(), this.key))),
      places: PLACES,
      fieldTexts: TEXTS_OF_FIELD,
      accepted: () => {
        this.draft.forget();
        this.step.set('完了');
      },
    });
    // What has to be corrected is corrected where it was typed.
    if (this.submits.errors().some(({ fieldId }) => fieldId !== null)) this.step.set('入力');
  }

  protected correct(): void {
    this.submits.clear();
    this.backToInput();
  }

  /** 下書きを消してやめる, and the next customer after 完了. */
  protected startAnew(): void {
    this.draft.forget();
    this.key = crypto.randomUUID();
    this.registered.set(undefined);
    this.duplicates.set(undefined);
    this.submits.clear();
    const options = this.options.value();
    if (options) this.typed.set(emptyForm(options));
    this.backToInput();
  }

  /** The button that led here goes with its step: the focus goes to the heading. */
  private backToInput(): void {
    this.step.set('入力');
    const focus = () => this.document.querySelector<HTMLElement>('h1')?.focus();
    afterNextRender({ read: focus }, { injector: this.injector });
  }

  private fill(empty: ReturnType<typeof emptyForm>): void {
    const draft = this.draft.load();
    if (draft) this.key = draft.key;
    this.typed.set({ ...empty, ...draft?.typed });
    this.isFilled.set(true);
  }
}
