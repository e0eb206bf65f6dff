import { Component, computed, inject, input, output, signal } from '@angular/core';
import { FormField, type FieldTree } from '@angular/forms/signals';
import {
  readPostalCode,
  type Duplicates,
  type PhoneKindName,
  type RegistrationOptions,
} from '@daiko/contracts';
import { EmailField, FailureNotice, failureText, SubmitState, TypedForm } from '@daiko/client-forms';
import { ApiProblem } from '@daiko/client-session';
import { Badge, Control, errorText, Field } from '@daiko/client-ui';
import { KanaSource } from './kana-source';
import { PinReach } from './pin-reach';
import { RegistrationClient } from './registration-client';
import type { TypedRegistration } from './registration-form';

export const PHONE_KIND_NAMES: Record<PhoneKindName, string> = {
  landline: '固定',
  mobile: '携帯',
  ip_phone: 'IP電話',
  unreachable_phone: 'PINコードを送れません',
};

const PHONES = [
  { name: 'phone1', label: '電話1', hint: 'PINコードの通知先になります。', isOptional: false },
  { name: 'phone2', label: '電話2', hint: null, isOptional: true },
] as const;

/** 入力. */
@Component({
  selector: 'app-registration-fields',
  imports: [Badge, Control, EmailField, FailureNotice, Field, FormField, KanaSource, PinReach, TypedForm],
  templateUrl: './registration-fields.html',
})
export class RegistrationFields {
  readonly answers = input.required<FieldTree<TypedRegistration>>();
  readonly typed = input.required<TypedRegistration>();
  readonly options = input.required<RegistrationOptions>();
  readonly phoneKinds = input<Duplicates['phoneKinds']>();
  /** Fires when a value that is used to find similar customers was filled in. */
  readonly compare = output();
  readonly check = output();
  readonly giveUp = output();

  private readonly client = inject(RegistrationClient);
  protected readonly submits = inject(SubmitState);
  protected readonly kindNames = PHONE_KIND_NAMES;
  protected readonly phones = PHONES;
  protected readonly isChangingParent = signal(false);
  protected readonly hasOwnParent = computed(
    () => this.typed().parentCustomerId === this.options().parent.customerId,
  );
  /** Several places with the same postal code, from which the user chooses. */
  protected readonly choices = signal<readonly string[]>([]);
  protected readonly lookUpText = signal('');
  /** Once the user has typed the kana, the reading from the name field is no longer used. */
  private isKanaWritten = false;

  protected suggestKana(part: string): void {
    if (!this.isKanaWritten)
      this.answers()
        .kana()
        .value.update((text) => text + part);
  }

  protected nameChanged({ target }: Event): void {
    if ((target as HTMLInputElement).value !== '') return;
    if (!this.isKanaWritten) this.answers().kana().value.set('');
    this.isKanaWritten = false;
  }

  protected kanaWritten({ target }: Event): void {
    this.isKanaWritten = (target as HTMLInputElement).value !== '';
  }

  /** 住所を入れる: text that is already in the field is kept. */
  protected async lookUp(): Promise<void> {
    this.choices.set([]);
    const { value: postalCode } = readPostalCode(this.typed().postalCode);
    if (postalCode === undefined)
      return this.lookUpText.set('郵便番号を数字7桁で入力してから押してください。');
    try {
      const { addresses } = await this.client.addressesOf(postalCode);
      this.offer(addresses);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.lookUpText.set(
        error.code ? errorText(error.code) : `${failureText(error)}住所を入力して進むこともできます。`,
      );
    }
  }

  protected choose(address: string): void {
    this.choices.set([]);
    this.answers().address().value.set(address);
    this.lookUpText.set('住所を入れました。続けて番地、建物名を入力してください。');
  }

  private offer(addresses: readonly string[]): void {
    const isEmpty = this.typed().address.trim() === '';
    const [only] = addresses;
    if (isEmpty && addresses.length === 1 && only !== undefined) return this.choose(only);
    this.choices.set(addresses);
    this.lookUpText.set(
      isEmpty
        ? 'この郵便番号の住所は複数あります。選んでください。'
        : '入力済みの住所はそのままにしました。入れ替える場合は選んでください。',
    );
  }
}
