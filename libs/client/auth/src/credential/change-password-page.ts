import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { readNewPassword, readPin } from '@daiko/contracts';
import { exact, FailureNotice, reads, refusedFields, SubmitState, TypedForm } from '@daiko/client-forms';
import { ErrorSummary, Flow, FlowStep, SectionBar } from '@daiko/client-ui';
import { CredentialResetStore } from '../pin-run/credential-reset-store';
import { flowStates, notIssued } from '../reset/flow-states';
import { NewPasswordField } from '../password/new-password-field';
import { PasswordRules } from '../password/password-rules';
import { PinReceipt } from '../pin-run/pin-receipt';
import { PinStep } from '../pin-run/pin-step';
import { closedText } from '../pin-run/recovery-closed';
import { clearErrorsBetweenSteps, keepRunHistory, nameSteps } from '../pin-run/run-history';
import { RunOver } from '../pin-run/run-over';
import { RunUnderWay } from '../pin-run/run-under-way';
import { StepUpForm } from '../login/step-up-form';

const PURPOSE = 'password_change';

/** マイページ › パスワードの変更: the current password, a PIN and the new password, which is checked before the PIN is used up. */
@Component({
  selector: 'app-change-password-page',
  imports: [
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
