import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormField } from '@angular/forms/signals';
import { readReason, REASON_MAX } from '@daiko/contracts';
import { exact, FailureNotice, refusedField, SubmitState, TypedForm } from '@daiko/client-forms';
import { Control, Field, lineTexts } from '@daiko/client-ui';

/** An action on behalf of a customer, with a reason that is kept. */
@Component({
  selector: 'app-reasoned-act',
  imports: [Control, FailureNotice, Field, FormField, TypedForm],
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

  protected readonly submits = inject(SubmitState);
  protected readonly typed = signal({ reason: '' });
  protected readonly answers = form(this.typed, { name: 'reasoned' });

  protected cancel(): void {
    this.submits.clear();
    this.cancelled.emit();
  }

  protected send(): Promise<boolean> {
    const { reason } = this.typed();
    const texts = lineTexts(this.label(), REASON_MAX);
    return this.submits.attempt({
      refused: refusedField('reason', readReason(reason), texts),
      send: () => this.act()(exact(reason, readReason)),
      places: { reason: 'reason' },
      fieldTexts: { reason: texts },
      accepted: () => this.done.emit(),
    });
  }
}
