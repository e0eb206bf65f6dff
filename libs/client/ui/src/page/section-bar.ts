import { Component, input } from '@angular/core';

/** `▼ 画面名`, the bar of the announcement. A heading of level 1 takes the focus when the page changes. */
@Component({
  selector: 'ui-section-bar',
  host: { class: 'bar' },
  template: `
    @if (level() === 1) {
      <h1 class="bar__title" tabindex="-1" [attr.id]="headingId() || null">
        <span class="bar__mark only-pc" aria-hidden="true">▼ </span>{{ heading() }}
      </h1>
    } @else {
      <h2 class="bar__title" [attr.id]="headingId() || null">
        @if (mark()) {
          <span class="bar__mark only-pc" aria-hidden="true">▼ </span>
        }
        {{ heading() }}
      </h2>
    }
    <ng-content />
  `,
})
export class SectionBar {
  readonly heading = input.required<string>();
  readonly level = input<1 | 2>(1);
  /** For `aria-labelledby` of the section below the bar. */
  readonly headingId = input('');
  /** ▼ before a heading of level 2; turned off if the headings are numbered. */
  readonly mark = input(true);
}
