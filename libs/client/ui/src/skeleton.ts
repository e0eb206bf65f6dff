import { Component, computed, input } from '@angular/core';

const WIDTHS = ['80', '60', '40'];

/** Grey lines in the place of text that is still loading, as many as the text will have. */
@Component({
  selector: 'ui-skeleton',
  host: { class: 'stack stack--12', 'aria-hidden': 'true' },
  template: `
    @for (width of widths(); track $index) {
      <span [class]="'skeleton skeleton--' + width"></span>
    }
  `,
})
export class Skeleton {
  readonly lines = input(3);
  protected readonly widths = computed(() =>
    Array.from({ length: this.lines() }, (_, line) => WIDTHS[line % WIDTHS.length]),
  );
}
