import { Component, computed, inject, input } from '@angular/core';
import { Notice } from '@daiko/client-ui';
import { SubmitState } from './submit-state';

/** Shown when no answer came: the input is kept, and one press tries again. */
@Component({
  selector: 'app-failure-notice',
  imports: [Notice],
  host: { class: 'mostly-empty', role: 'alert' },
  template: `
    @if (failure(); as failure) {
      <ui-notice kind="warning" [heading]="failure.text">
        <div class="actions">
          <button class="button button--secondary button--sm" type="button" (click)="failure.retry()">
            もう一度試す
          </button>
        </div>
      </ui-notice>
    }
  `,
})
export class FailureNotice {
  private readonly submits = inject(SubmitState);

  /** The form below which it is placed, on pages with several forms. */
  readonly at = input('');
  protected readonly failure = computed(() => {
    const failure = this.submits.failure();
    return failure?.at === this.at() ? failure : null;
  });
}
