import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { readNewPassword, readPin } from '@daiko/contracts';
import { exact, FailureNotice, reads, refusedFields, SubmitState, TypedForm } from '@daiko/client-forms';
import { Crumbs, ErrorSummary, Flow, FlowStep, SectionBar } from '@daiko/client-ui';
import { ABOVE } from './above';
import { CredentialResetStore } from './credential-reset-store';
import { flowStates, notIssued } from './flow-states';
import { NewPasswordField } from './new-password-field';
import { PasswordRules } from './password-rules';
import { PinReceipt } from './pin-receipt';
import { PinStep } from './pin-step';
import { closedText } from './recovery-closed';
import { clearErrorsBetweenSteps, keepRunHistory, nameSteps } from './run-history';
import { RunOver } from './run-over';
import { RunUnderWay } from './run-under-way';
import { StepUpForm } from './step-up-form';

const PURPOSE = 'password_change';

/** マイページ › パスワードの変更: the current password, a PIN and the new password, which is judged before the PIN is spent. */
@Component({
  selector: 'app-change-password-page',
  imports: [
    Crumbs,
    ErrorSummary,
    FailureNotice,
    Flow,
    FlowStep,
    NewPasswordField,
    PasswordRules,
    PinReceipt,
    PinStep,
    RunOver,
    RunUnderWay,
    SectionBar,
    StepUpForm,
    TypedForm,
  ],
  providers: [SubmitState],
  templateUrl: './change-password-page.html',
})
export class ChangePasswordPage {
  protected readonly store = inject(CredentialResetStore);
  protected readonly submits = inject(SubmitState);
  protected readonly purpose = PURPOSE;
  protected readonly above = ABOVE;

  protected readonly typed = signal({ code: '', password: '' });
  protected readonly answers = form(
    this.typed,
    (path) => {
      reads(path.code, readPin);
      reads(path.password, readNewPassword);
    },
    { name: 'password-change' },
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
    const { code, password } = this.typed();
    const answers = { code: exact(code, readPin), password };
    await this.submits.attempt({
      at: 'change-completion',
      refused:
        notIssued(this.store.reachedOf(PURPOSE), this.store.run(), 'change-pin') ??
        refusedFields(this.answers),
      send: () => this.store.complete(PURPOSE, answers),
      places: { code: 'change-pin', pin: 'change-pin', password: 'new-password' },
      texts: { 'recovery.closed': closedText },
    });
  }
}
