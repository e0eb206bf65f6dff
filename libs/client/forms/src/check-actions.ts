import { Component, inject, input, output } from '@angular/core';
import { FailureNotice } from './failure-notice';
import { SubmitState } from './submit-state';

/** What stands below the summary of 確認: the act itself, and the way back to 入力. */
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
  /** What the act is called on its button: `変更する`. */
  readonly action = input.required<string>();
  /** What leads back, where nothing was typed: `やめる`. */
  readonly back = input('入力を直す');
  /** The form whose failure is said here, on pages with several. */
  readonly at = input('');
  readonly act = output();
  readonly correct = output();
  protected readonly submits = inject(SubmitState);
}
