import { Component, computed, effect, input, model } from '@angular/core';
import type { MaskedDestination } from '@daiko/contracts';
import { Icon } from '../icon';

/** 通知先選択. Nothing is preselected unless there is only one destination, so that the user looks before choosing. */
@Component({
  selector: 'ui-destination-picker',
  imports: [Icon],
  template: `
    <fieldset class="choices choices--boxed" [attr.aria-describedby]="describedBy()">
      <legend class="choices__legend">通知先選択</legend>
      <p class="field__hint" [id]="fieldId() + '-hint'">PINコードを受け取る方法を1つ選んでください。</p>
      @if (error(); as text) {
        <p class="field__error" [id]="fieldId() + '-error'">
          <ui-icon name="error" /><span>{{ text }}</span>
        </p>
      }
      @for (destination of destinations(); track destination.id; let first = $first, index = $index) {
        <label class="choice">
          <input
            class="choice__control"
            type="radio"
            [id]="first ? fieldId() : fieldId() + '-' + index"
            [name]="fieldId()"
            [value]="destination.id"
            [checked]="destination.id === selected()"
            [attr.aria-invalid]="error() === null ? null : 'true'"
            (change)="selected.set(destination.id)"
          />
          <span>{{ destination.label }}</span>
        </label>
      }
    </fieldset>
  `,
})
export class DestinationPicker {
  readonly destinations = input.required<readonly MaskedDestination[]>();
  /** Id of the chosen destination. */
  readonly selected = model<string | null>(null);
  readonly error = input<string | null>(null);
  /** Id of the first choice, to which an error summary leads. */
  readonly fieldId = input('destination');

  protected readonly describedBy = computed(() => {
    const hint = `${this.fieldId()}-hint`;
    return this.error() === null ? hint : `${hint} ${this.fieldId()}-error`;
  });

  constructor() {
    effect(() => {
      const [only, ...others] = this.destinations();
      if (only !== undefined && others.length === 0) this.selected.set(only.id);
    });
  }
}
