import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { readPassword, readReason, REASON_MAX } from '@daiko/contracts';
import {
  CurrentPasswordField,
  exact,
  FailureNotice,
  refusedField,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { SessionStore } from '@daiko/client-session';
import { Control, Field, lineTexts, type FieldError } from '@daiko/client-ui';

/** What is done for a customer with a reason that is kept, and with the own password once more. */
@Component({
  selector: 'app-reasoned-act',
  imports: [Control, CurrentPasswordField, FailureNotice, Field, FormField, TypedForm],
  template: `
    <form class="stack stack--16" (appTyped)="send()">
      <ui-field
        fieldId="reason"
        hint="ご本人とどのように確認したかを入力してください。操作履歴に残ります。"
        [label]="label()"
        [error]="submits.errorOf('reason')"
      >
        <input uiControl class="input--mail" type="text" autocomplete="off" [formField]="answers.reason" />
      </ui-field>
      @if (!steppedUp()) {
        <app-current-password-field
          label="ご自身の現在のパスワード"
          [password]="answers.password"
          [error]="submits.errorOf('current-password')"
        />
      }
      <app-failure-notice />
      <div class="actions">
        <button
          class="button button--primary button--wide-sp"
          type="submit"
          [attr.aria-busy]="submits.busy()"
        >
          {{ action() }}
        </button>
        <button class="button button--tertiary" type="button" (click)="cancel()">やめる</button>
      </div>
    </form>
  `,
})
export class ReasonedAct {
  /** 再開する理由. */
  readonly label = input.required<string>();
  /** 再開する. */
  readonly action = input.required<string>();
  readonly act = input.required<(reason: string) => Promise<void>>();
  readonly done = output();
  readonly cancelled = output();

  private readonly sessions = inject(SessionStore);
  protected readonly submits = inject(SubmitState);
  protected readonly steppedUp = signal(this.sessions.isSteppedUp());
  protected readonly typed = signal({ reason: '', password: '' });
  protected readonly answers = form(this.typed, { name: 'reasoned' });

  protected cancel(): void {
    this.submits.clear();
    this.cancelled.emit();
  }

  protected send(): Promise<boolean> {
    return this.submits.attempt({
      refused: this.refused(),
      send: () => this.doIt(),
      places: { reason: 'reason', password: 'current-password', sign_in: 'current-password' },
      texts: { 'sign_in.refused': () => '現在のパスワードが違います。もう一度入力してください。' },
      fieldTexts: { reason: this.reasonTexts() },
      accepted: () => this.done.emit(),
    });
  }

  private reasonTexts() {
    return lineTexts(this.label(), REASON_MAX);
  }

  private refused(): FieldError[] {
    const { reason, password } = this.typed();
    const refused = refusedField('reason', readReason(reason), this.reasonTexts());
    return this.steppedUp()
      ? refused
      : [...refused, ...refusedField('current-password', readPassword(password))];
  }

  private async doIt(): Promise<void> {
    const { reason, password } = this.typed();
    if (!this.steppedUp()) {
      await this.sessions
        .stepUp(password)
        .finally(() => this.typed.update((all) => ({ ...all, password: '' })));
      this.steppedUp.set(true);
    }
    await this.act()(exact(reason, readReason));
  }
}
