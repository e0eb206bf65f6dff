import {
  afterRenderEffect,
  Component,
  effect,
  type ElementRef,
  inject,
  input,
  untracked,
  viewChild,
} from '@angular/core';
import { DOCUMENT } from '@angular/common';
import { Icon } from '../icon';
import { PageTitle } from '../page/page-title';

/** One refused answer: `text` as at the field; `fieldId` null where no single field is to blame. */
export interface FieldError {
  fieldId: string | null;
  text: string;
}

/**
 * What is to be corrected, above the page's heading. Takes the focus each time it is given a new list,
 * so hand it a new array at each failed submit and the same one in between.
 */
@Component({
  selector: 'ui-error-summary',
  imports: [Icon],
  template: `
    @if (errors().length > 0) {
      <div
        #summary
        id="error-summary"
        class="notice notice--error"
        role="group"
        aria-labelledby="error-summary-title"
        tabindex="-1"
      >
        <ui-icon name="error" />
        <div class="notice__body">
          <h2 class="notice__title" id="error-summary-title">入力内容を確認してください</h2>
          <ul class="notice__list">
            @for (error of errors(); track $index) {
              <li>
                @if (error.fieldId; as fieldId) {
                  <a [href]="'#' + fieldId" (click)="focusField($event, fieldId)">{{ error.text }}</a>
                } @else {
                  {{ error.text }}
                }
              </li>
            }
          </ul>
          <ng-content />
        </div>
      </div>
    }
  `,
})
export class ErrorSummary {
  readonly errors = input.required<readonly FieldError[]>();

  private readonly summary = viewChild<ElementRef<HTMLElement>>('summary');
  private readonly document = inject(DOCUMENT);
  private readonly title = inject(PageTitle);

  constructor() {
    effect((onCleanup) => {
      if (this.errors().length > 0) onCleanup(untracked(() => this.title.markError()));
    });
    afterRenderEffect(() => {
      if (this.errors().length > 0) this.summary()?.nativeElement.focus();
    });
  }

  /** The address stays: a fragment of this page may hold a mailed link's token. */
  protected focusField(event: Event, fieldId: string): void {
    event.preventDefault();
    this.document.getElementById(fieldId)?.focus();
  }
}
