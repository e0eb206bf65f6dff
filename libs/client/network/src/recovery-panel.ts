import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { readPassword, type RecoveryState } from '@daiko/contracts';
import {
  CurrentPasswordField,
  FailureNotice,
  refusedField,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { SessionStore } from '@daiko/client-session';
import { Control, Field, formatDateTime, Notice, type FieldError } from '@daiko/client-ui';
import { NetworkClient } from './network-client';

/** Why and since when a customer cannot reset login information alone, and how a person opens it again. */
@Component({
  selector: 'app-recovery-panel',
  imports: [Control, CurrentPasswordField, FailureNotice, Field, FormField, Notice, TypedForm],
  templateUrl: './recovery-panel.html',
})
export class RecoveryPanel {
  readonly customerId = input.required<string>();
  readonly recovery = input.required<RecoveryState>();
  /** Whether the viewer may open it: everybody above, never the customer. */
  readonly changeable = input.required<boolean>();
  readonly reopened = output();

  private readonly client = inject(NetworkClient);
  private readonly sessions = inject(SessionStore);
  protected readonly submits = inject(SubmitState);
  protected readonly asking = signal(false);
  protected readonly steppedUp = signal(false);
  protected readonly typed = signal({ reason: '', password: '' });
  protected readonly answers = form(this.typed, { name: 'reopening' });

  protected readonly why = computed(() =>
    this.recovery().state === 'frozen'
      ? 'お客様から「それは私ではありません」と連絡がありました。'
      : 'PINコードの入力に続けて失敗しました。',
  );
  protected readonly since = computed(() => textOf(this.recovery().since, 'から停止しています。'));
  protected readonly until = computed(() => textOf(this.recovery().until, 'に、自動で再開します。'));

  protected open(): void {
    this.steppedUp.set(this.sessions.isSteppedUp());
    this.asking.set(true);
  }

  protected cancel(): void {
    this.submits.clear();
    this.asking.set(false);
  }

  protected reopen(): Promise<boolean> {
    return this.submits.attempt({
      refused: this.refused(),
      send: () => this.send(),
      places: { reason: 'reason', password: 'current-password', sign_in: 'current-password' },
      texts: { 'sign_in.refused': () => '現在のパスワードが違います。もう一度入力してください。' },
      fieldTexts: { reason: { 'field.too_long': '再開する理由は200文字以内で入力してください' } },
      accepted: () => this.reopened.emit(),
    });
  }

  private refused(): FieldError[] {
    const { reason, password } = this.typed();
    const missing =
      reason.trim() === '' ? [{ fieldId: 'reason', text: '再開する理由を入力してください' }] : [];
    return this.steppedUp()
      ? missing
      : [...missing, ...refusedField('current-password', readPassword(password))];
  }

  private async send(): Promise<void> {
    const { reason, password } = this.typed();
    if (!this.steppedUp()) {
      await this.sessions
        .stepUp(password)
        .finally(() => this.typed.update((all) => ({ ...all, password: '' })));
      this.steppedUp.set(true);
    }
    await this.client.reopenRecovery(this.customerId(), reason.trim());
  }
}

function textOf(instant: string | null, what: string): string {
  return instant === null ? '' : `${formatDateTime(instant)}${what}`;
}
