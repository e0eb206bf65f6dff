import { Component, computed, input } from '@angular/core';
import { ICONS, type IconName } from './icon-shapes';

/** An icon beside a word. It is inline, so that it has the colour of the word and the page loads no picture. */
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
