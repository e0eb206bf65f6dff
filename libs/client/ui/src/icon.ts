import { Component, computed, input } from '@angular/core';
import { ICONS, type IconName } from './icon-shapes';

/** An icon beside a word. Inline, so that it takes the word's colour and the page needs no picture from elsewhere. */
@Component({
  selector: 'ui-icon',
  template: `
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      @for (shape of shapes(); track $index) {
        <path [attr.d]="shape" />
      }
    </svg>
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  protected readonly shapes = computed(() => ICONS[this.name()]);
}
