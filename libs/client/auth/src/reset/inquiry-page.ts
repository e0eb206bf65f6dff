import { Component, computed, DestroyRef, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { PinPurpose } from '@daiko/contracts';
import { SubmitState } from '@daiko/client-forms';
import { ErrorSummary, Icon, Skeleton } from '@daiko/client-ui';
import { CredentialResetStore } from '../pin-run/credential-reset-store';
import { LoginIdReset } from './login-id-reset';
import { MailSent } from './mail-sent';
import { PasswordReset } from './password-reset';
import { clearErrorsBetweenSteps, keepRunHistory, nameSteps } from '../pin-run/run-history';
import { RunOver } from '../pin-run/run-over';
import { RunUnderWay } from '../pin-run/run-under-way';

type ResetPurpose = 'login_id_reset' | 'password_reset';
const PURPOSES: readonly ResetPurpose[] = ['login_id_reset', 'password_reset'];

/**
 * お問い合わせ. On PC both resets are side by side; on the phone the user chooses one of the two, and each has its own
 * screen.
 * @see CredentialResetStore for the steps
 */
@Component({
  selector: 'app-inquiry-page',
  imports: [
    ErrorSummary,
    Icon,
    LoginIdReset,
    MailSent,
    PasswordReset,
    RouterLink,
    RunOver,
    RunUnderWay,
    Skeleton,
  ],
  providers: [SubmitState],
  templateUrl: './inquiry-page.html',
})
export class InquiryPage {
  protected readonly store = inject(CredentialResetStore);
  protected readonly submits = inject(SubmitState);

  /** From the route: the one procedure that the URL names; without it, both are shown. */
  readonly only = input<ResetPurpose>();

  protected readonly shown = computed(() => {
    const only = this.only();
    return only ? [only] : PURPOSES;
  });
  /** The procedure of this page that is in progress. */
  protected readonly active = computed(
    () => this.shown().find((purpose) => this.store.stepOf(purpose) !== 'identify') ?? null,
  );
  protected readonly step = computed(() => {
    const active = this.active();
    return active ? this.store.stepOf(active) : 'identify';
  });
  protected readonly inSteps = computed(() =>
    ['identify', 'choosing', 'waiting', 'expired'].includes(this.step()),
  );

  constructor() {
    this.store.watch(inject(DestroyRef));
    keepRunHistory(computed(() => this.active() !== null));
    clearErrorsBetweenSteps(this.step, this.submits);
    nameSteps(this.step);
  }

  /** On the phone, a procedure is shown without the other one. */
  protected onPcOnly(purpose: PinPurpose): boolean {
    return this.only() === undefined && this.active() !== purpose;
  }
}
