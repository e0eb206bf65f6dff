import { Component, computed, inject, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { readEmail, readPhone, readPin } from '@daiko/contracts';
import { exact, FailureNotice, reads, refusedFields, SubmitState, TypedForm } from '@daiko/client-forms';
import { Control, Field, Flow, FlowStep, SectionBar } from '@daiko/client-ui';
import { CredentialResetStore } from '../pin-run/credential-reset-store';
import { flowStates, notIssued } from './flow-states';
import { IdentityReceipt } from './identity-receipt';
import { PinReceipt } from '../pin-run/pin-receipt';
import { PinStep } from '../pin-run/pin-step';
import { closedText } from '../pin-run/recovery-closed';

const PURPOSE = 'password_reset';

/** パスワードのリセット: メールアドレス → 登録済み電話番号 → 確認 → PINコード → 送信. */
@Component({
  selector: 'app-password-reset',
  imports: [
    Control,
    FailureNotice,
    Field,
    Flow,
    FlowStep,
    FormField,
    IdentityReceipt,
    PinReceipt,
    PinStep,
    SectionBar,
    TypedForm,
  ],
  templateUrl: './password-reset.html',
})
export class PasswordReset {
  protected readonly store = inject(CredentialResetStore);
  protected readonly submits = inject(SubmitState);
  protected readonly purpose = PURPOSE;

  private readonly typedIdentity = signal({ email: '', phone: '' });
  protected readonly identity = form(
    this.typedIdentity,
    (path) => {
      reads(path.email, readEmail);
      reads(path.phone, readPhone);
    },
    { name: 'password-identity' },
  );
  private readonly typedAnswers = signal({ code: '' });
  protected readonly answers = form(
    this.typedAnswers,
    (path) => {
      reads(path.code, readPin);
    },
    { name: 'password-answers' },
  );

  protected readonly step = computed(() => this.store.stepOf(PURPOSE));
  protected readonly states = computed(() =>
    flowStates(this.step(), [null, PURPOSE].includes(this.store.purpose()), this.store.isUndelivered()),
  );
  protected readonly receipt = computed(() => {
    const { email, phone } = this.typedIdentity();
    if (email === '') return [];
    return [
      { name: 'メールアドレス', value: email },
      { name: '登録済み電話番号', value: phone },
    ];
  });

  protected async identify(): Promise<void> {
    const { email, phone } = this.typedIdentity();
    const identity = { email: exact(email, readEmail), phone: exact(phone, readPhone) };
    await this.submits.attempt({
      at: 'password-identity',
      refused: refusedFields(this.identity),
      send: () => this.store.open(PURPOSE, identity),
      places: { email: 'password-email', phone: 'password-phone' },
      texts: { 'recovery.closed': closedText },
    });
  }

  protected async complete(): Promise<void> {
    const answers = { code: exact(this.typedAnswers().code, readPin) };
    await this.submits.attempt({
      at: 'password-completion',
      refused:
        notIssued(this.store.reachedOf(PURPOSE), this.store.run(), 'password-pin') ??
        refusedFields(this.answers),
      send: () => this.store.complete(PURPOSE, answers),
      places: { code: 'password-pin', pin: 'password-pin' },
      texts: { 'recovery.closed': closedText },
    });
  }
}
