import { Component, computed, input } from '@angular/core';
import { Icon } from '../icon';

/**
 * Label, hint, error and control of one answer, in this order. The control is projected: a native input or select
 * with `uiControl`, which takes its id and its description from here.
 */
@Component({
  selector: 'ui-field',
  imports: [Icon],
  host: { class: 'field', '[class.field--error]': 'error() !== null' },
  template: `
    <label class="field__label" [for]="fieldId()">
      <span>
        @if (labelOnPhone() === label()) {
          {{ label() }}
        } @else {
          <span class="only-pc">{{ label() }}</span>
          <span class="only-sp">{{ labelOnPhone() }}</span>
        }
      </span>
      @if (optional()) {
        <span class="field__note">任意</span>
      }
    </label>
    @if (hint(); as text) {
      <p class="field__hint" [id]="hintId()">{{ text }}</p>
    }
    @if (error(); as text) {
      <p class="field__error" [id]="errorId()">
        <ui-icon name="error" /><span>{{ text }}</span>
      </p>
    }
    <ng-content />
  `,
})
export class Field {
  /** Id of the control; unique on the page. */
  readonly fieldId = input.required<string>();
  /** The wording of the PC screen. */
  readonly label = input.required<string>();
  /** The wording of the phone screen, if it differs. */
  readonly labelPhone = input<string>();
  readonly hint = input<string | null>(null);
  readonly error = input<string | null>(null);
  readonly optional = input(false);

  readonly hintId = computed(() => `${this.fieldId()}-hint`);
  readonly errorId = computed(() => `${this.fieldId()}-error`);
  /** Ids of the texts that describe the control, or null while there are none. */
  readonly describedBy = computed(() => {
    const ids = [this.hint() && this.hintId(), this.error() && this.errorId()];
    return ids.filter(Boolean).join(' ') || null;
  });
  protected readonly labelOnPhone = computed(() => this.labelPhone() ?? this.label());
}
