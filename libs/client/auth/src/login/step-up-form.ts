import { Component, inject, input, signal } from '@angular/core';
import { form } from '@angular/forms/signals';
import { readPassword } from '@daiko/contracts';
import {
  CurrentPasswordField,
  FailureNotice,
  reads,
  refusedFields,
  SubmitState,
  TypedForm,
} from '@daiko/client-forms';
import { ApiProblem, SessionStore } from '@daiko/client-session';
import { closedText } from '../pin-run/recovery-closed';

const FIELD_TEXTS = {
  'current-password': { 'password.required': '現在のパスワードを入力してください。' },
} as const;

/**
 * Asks for the current password again before login information changes. The confirmation is valid for five minutes.
 */
@Component({
  selector: 'app-step-up-form',
  imports: [CurrentPasswordField, FailureNotice, TypedForm],
  template: `
    <form class="stack" (appTyped)="stepUp()">
      @if (steppedUp) {
        <p>ご本人の確認は済んでいます。「確認」を押すと、通知先の選択に進みます。</p>
      } @else {
        <app-current-password-field
          label="現在のパスワード:"
          labelPhone="現在のパスワード"
          [password]="answers.password"
          [error]="submits.errorOf('current-password')"
        />
      }
      <app-failure-notice at="step-up" />
      <div class="actions">
        <button
          class="button button--primary button--wide-sp"
          type="submit"
          [attr.aria-busy]="submits.busy()"
        >
          確認
        </button>
      </div>
    </form>
  `,
})
export class StepUpForm {
  private readonly sessions = inject(SessionStore);
  protected readonly submits = inject(SubmitState);

  /** What happens after the right password: the run begins. */
  readonly proceed = input.required<() => Promise<void>>();
  protected readonly steppedUp = this.sessions.isSteppedUp();

  private readonly typed = signal({ password: '' });
  protected readonly answers = form(this.typed, (path) => reads(path.password, readPassword), {
    name: 'step-up',
  });

  protected async stepUp(): Promise<void> {
    await this.submits.attempt({
      at: 'step-up',
      refused: this.steppedUp ? [] : refusedFields(this.answers, FIELD_TEXTS),
      send: () => this.send(this.typed().password),
      places: { password: 'current-password', sign_in: 'current-password' },
      texts: {
        'sign_in.refused': () => '現在のパスワードが違います。もう一度入力してください。',
        'recovery.closed': closedText,
      },
    });
  }

  private async send(password: string): Promise<void> {
    try {
      if (!this.steppedUp) await this.sessions.stepUp(password);
      await this.proceed()();
    } catch (error) {
      if (ApiProblem.is(error, 'sign_in.refused')) this.typed.set({ password: '' });
      throw error;
    }
  }
}
