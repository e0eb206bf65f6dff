import { Component, computed, inject, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { readCustomerId, readEmail, readPhone, readPin } from '@daiko/contracts';
import {
  EmailField,
  exact,
  FailureNotice,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { Control, Field, Flow, FlowStep, SectionBar } from '@daiko/client-ui';
import { CredentialResetStore } from '../pin-run/credential-reset-store';
import { flowStates, notIssued } from './flow-states';
import { IdentityReceipt } from './identity-receipt';
import { PinReceipt } from '../pin-run/pin-receipt';
import { PinStep } from '../pin-run/pin-step';
import { closedText } from '../pin-run/recovery-closed';

const PURPOSE = 'login_id_reset';

/** ログインIDのリセット: お客様ID → 登録済み電話番号 → 確認 → PINコード → メールアドレス → 送信. */
@Component({
  selector: 'app-login-id-reset',
  imports: [
    Control,
    EmailField,
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
  templateUrl: './login-id-reset.html',
})
export class LoginIdReset {
  protected readonly store = inject(CredentialResetStore);
  protected readonly submits = inject(SubmitState);
  protected readonly purpose = PURPOSE;

  private readonly typedIdentity = signal({ customerId: '', phone: '' });
  protected readonly identity = form(
    this.typedIdentity,
    (path) => {
      reads(path.customerId, readCustomerId);
      reads(path.phone, readPhone);
    },
    { name: 'login-id-identity' },
  );
  private readonly typedAnswers = signal({ code: '', email: '' });
  protected readonly answers = form(
    this.typedAnswers,
    (path) => {
      reads(path.code, readPin);
      reads(path.email, readEmail);
    },
    { name: 'login-id-answers' },
  );

  protected readonly step = computed(() => this.store.stepOf(PURPOSE));
  protected readonly states = computed(() =>
    flowStates(this.step(), [null, PURPOSE].includes(this.store.purpose()), this.store.isUndelivered()),
  );
  protected readonly receipt = computed(() => {
    const { customerId, phone } = this.typedIdentity();
    if (customerId === '') return [];
    return [
      { name: 'お客様ID', value: customerId },
      { name: '登録済み電話番号', value: phone },
    ];
  });

  protected async identify(): Promise<void> {
    const { customerId, phone } = this.typedIdentity();
    const identity = { customerId: exact(customerId, readCustomerId), phone: exact(phone, readPhone) };
    await this.submits.attempt({
      at: 'login-id-identity',
      refused: refusedFields(this.identity),
      send: () => this.store.open(PURPOSE, identity),
      places: { customerId: 'login-id-customer', phone: 'login-id-phone' },
      texts: { 'recovery.closed': closedText },
    });
  }

  protected async complete(): Promise<void> {
    const { code, email } = this.typedAnswers();
    const answers = { code: exact(code, readPin), email: exact(email, readEmail) };
    await this.submits.attempt({
      at: 'login-id-completion',
      refused:
        notIssued(this.store.reachedOf(PURPOSE), this.store.run(), 'login-id-pin') ??
        refusedFields(this.answers),
      send: () => this.store.complete(PURPOSE, answers),
      places: {
        code: 'login-id-pin',
        pin: 'login-id-pin',
        email: 'login-id-email',
        login_id: 'login-id-email',
      },
      texts: { 'recovery.closed': closedText },
    });
  }
}
