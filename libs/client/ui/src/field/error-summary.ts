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

/**
 * One refused answer. `text` is the text shown at the field; `fieldId` is null if the error does not belong to one
 * field.
 */
export interface FieldError {
  fieldId: string | null;
  text: string;
}

/**
 * The list of errors above the heading of the page. It takes the focus each time it gets a new list, so pass a new
 * array at each failed submit and the same array in between.
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

  /** The URL must stay, because its fragment may contain the token of a mailed link. */
  protected focusField(event: Event, fieldId: string): void {
    event.preventDefault();
    this.document.getElementById(fieldId)?.focus();
  }
}
