import { Component, computed, DestroyRef, effect, inject, signal, untracked } from '@angular/core';
import { form } from '@angular/forms/signals';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { addressed, readEmail, type CustomerLogin } from '@daiko/contracts';
import {
  EmailField,
  exact,
  FailureNotice,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { ApiClient } from '@daiko/client-session';
import {
  DeliveryTrack,
  ErrorSummary,
  fetched,
  formatDateTime,
  LoadState,
  LoginBadge,
  Notice,
  Outcome,
  SectionBar,
} from '@daiko/client-ui';
import { RegistrationClient } from './registration-client';
import { SETUP_FAILURES } from './setup-failures';

/** Milliseconds between two requests for whether the mail arrived and the customer answered. */
const LOOK_AGAIN = 3_000;

/** The login of a customer below: its state, and its address as long as it may be corrected. */
@Component({
  selector: 'app-customer-login-page',
  imports: [
    DeliveryTrack,
    EmailField,
    ErrorSummary,
    FailureNotice,
    LoadState,
    LoginBadge,
    Notice,
    Outcome,
    RouterLink,
    SectionBar,
    TypedForm,
  ],
  providers: [SubmitState],
  templateUrl: './customer-login-page.html',
})
export class CustomerLoginPage {
  /** Read from the route, because it is needed before the inputs are set. */
  private readonly customerId = inject(ActivatedRoute).snapshot.paramMap.get('customerId') ?? '';
  private readonly api = inject(ApiClient);
  private readonly client = inject(RegistrationClient);
  protected readonly submits = inject(SubmitState);
  protected readonly login = fetched(() => this.client.login(this.customerId));
  private readonly changed = signal<CustomerLogin | undefined>(undefined);
  /** The newer of the loaded login and the answer to the last action. */
  protected readonly current = computed(() => this.changed() ?? this.login.value());
  private readonly version = computed(() => this.current()?.version ?? 0);
  protected readonly isOpen = computed(() => {
    const status = this.current()?.status;
    return status === 'none' || status === 'invited' || status === 'bouncing';
  });
  protected readonly canChange = computed(
    () => this.isOpen() && (this.current()?.email !== null || this.version() === 0),
  );
  /** A mail was sent, and the customer has not answered yet. */
  private readonly isAwaited = computed(() => this.isOpen() && !!this.current()?.mail);
  protected readonly isExpired = computed(() => {
    const { mail, now } = this.current() ?? {};
    return !!mail && !!now && Date.parse(mail.expiresAt) <= Date.parse(now);
  });
  protected readonly failure = computed(() => {
    const reason = this.current()?.mail?.delivery.reason;
    return reason ? SETUP_FAILURES[reason] : null;
  });
  protected readonly outcome = signal('');
  protected readonly dateTime = formatDateTime;
  protected readonly addressed = addressed;

  protected readonly typed = signal({ email: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.email, readEmail), {
    name: 'customer-login',
  });

  constructor() {
    effect(() => {
      const fetchedLogin = this.login.value();
      if (fetchedLogin) untracked(() => this.typed.set({ email: fetchedLogin.email ?? '' }));
    });
    const timer = setInterval(() => void this.api.unattended(() => this.lookAgain()), LOOK_AGAIN);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected async register(): Promise<void> {
    await this.act(
      () =>
        this.client.putLogin(this.customerId, {
          email: exact(this.typed().email, readEmail),
          version: this.version(),
        }),
      'メールアドレスを登録し、ログイン設定メールを送信しました。',
    );
  }

  protected async resend(): Promise<void> {
    await this.act(
      () => this.client.sendSetupMail(this.customerId),
      'ログイン設定メールをもう一度送信しました。',
      false,
    );
  }

  private async act(send: () => Promise<CustomerLogin>, done: string, isForm = true): Promise<void> {
    this.outcome.set('');
    await this.submits.attempt({
      refused: isForm ? refusedFields(this.answers) : [],
      send: async () => this.changed.set(await send()),
      places: { email: 'email' },
      accepted: () => this.outcome.set(done),
    });
  }

  /** While the customer has not answered, the badge follows the state without a press. */
  private async lookAgain(): Promise<void> {
    if (document.hidden || this.submits.busy() || !this.isAwaited()) return;
    // If a request fails, the next one follows.
    const seen = await this.client.login(this.customerId).catch(() => undefined);
    // Ignores an answer that was requested before an action and arrived after it.
    if (seen && seen.version >= this.version()) this.changed.set(seen);
  }
}
