import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { readEmail, readPin } from '@daiko/contracts';
import {
  EmailField,
  exact,
  FailureNotice,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { ErrorSummary, Flow, FlowStep, SectionBar } from '@daiko/client-ui';
import { CredentialResetStore } from '../pin-run/credential-reset-store';
import { flowStates, notIssued } from '../reset/flow-states';
import { MailSent } from '../reset/mail-sent';
import { PinReceipt } from '../pin-run/pin-receipt';
import { PinStep } from '../pin-run/pin-step';
import { closedText } from '../pin-run/recovery-closed';
import { clearErrorsBetweenSteps, keepRunHistory, nameSteps } from '../pin-run/run-history';
import { RunOver } from '../pin-run/run-over';
import { RunUnderWay } from '../pin-run/run-under-way';
import { StepUpForm } from '../login/step-up-form';

const PURPOSE = 'login_id_change';

/** マイページ › ログインIDの変更: the current password, a PIN, and a mail that has to be answered from the new address. */
@Component({
  selector: 'app-change-login-id-page',
  imports: [
    EmailField,
    ErrorSummary,
    FailureNotice,
    Flow,
    FlowStep,
    MailSent,
    PinReceipt,
    PinStep,
    RunOver,
    RunUnderWay,
    SectionBar,
    StepUpForm,
    TypedForm,
  ],
  providers: [SubmitState],
  templateUrl: './change-login-id-page.html',
})
export class ChangeLoginIdPage {
  protected readonly store = inject(CredentialResetStore);
  protected readonly submits = inject(SubmitState);
  protected readonly purpose = PURPOSE;

  private readonly typed = signal({ code: '', email: '' });
  protected readonly answers = form(
    this.typed,
    (path) => {
      reads(path.code, readPin);
      reads(path.email, readEmail);
    },
    { name: 'login-id-change' },
  );
  protected readonly step = computed(() => this.store.stepOf(PURPOSE));
  protected readonly states = computed(() => flowStates(this.step(), true, this.store.isUndelivered()));
  protected readonly open = () => this.store.open(PURPOSE);

  constructor() {
    this.store.watch(inject(DestroyRef));
    keepRunHistory(computed(() => this.step() !== 'identify'));
    clearErrorsBetweenSteps(this.step, this.submits);
    nameSteps(this.step);
  }

  protected async complete(): Promise<void> {
    const { code, email } = this.typed();
    const answers = { code: exact(code, readPin), email: exact(email, readEmail) };
    await this.submits.attempt({
      at: 'change-completion',
      refused:
        notIssued(this.store.reachedOf(PURPOSE), this.store.run(), 'change-pin') ??
        refusedFields(this.answers),
      send: () => this.store.complete(PURPOSE, answers),
      places: { code: 'change-pin', pin: 'change-pin', email: 'change-email', login_id: 'change-email' },
      texts: { 'recovery.closed': closedText },
    });
  }
}
