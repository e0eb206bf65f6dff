import { Component, inject, input, output } from '@angular/core';
import { FailureNotice } from './failure-notice';
import { SubmitState } from './submit-state';

/** The part below the summary of 確認: the button for the action, and the way back to 入力. */
@Component({
  selector: 'app-check-actions',
  imports: [FailureNotice],
  host: { class: 'stack' },
  template: `
    <app-failure-notice [at]="at()" />
    <div class="actions">
      <button
        class="button button--primary button--lg button--wide-sp"
        type="button"
        [attr.aria-busy]="submits.busy()"
        (click)="act.emit()"
      >
        {{ action() }}
      </button>
      <button class="button button--secondary button--wide-sp" type="button" (click)="correct.emit()">
        {{ back() }}
      </button>
    </div>
  `,
})
export class CheckActions {
  /** The name of the action on its button: `変更する`. */
  readonly action = input.required<string>();
  /** The text of the way back if nothing was typed: `やめる`. */
  readonly back = input('入力を直す');
  /** The form whose failure is shown here, on pages with several forms. */
  readonly at = input('');
  readonly act = output();
  readonly correct = output();
  protected readonly submits = inject(SubmitState);
}
