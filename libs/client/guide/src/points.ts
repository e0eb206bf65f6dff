import { Component, input } from '@angular/core';
import type { Point } from './four-changes';

@Component({
  selector: 'app-points',
  template: `
    <ul class="bullets">
      @for (point of points(); track point.text) {
        <li>
          {{ point.text }}
          @if (point.remark) {
            <br /><span class="muted">{{ point.remark }}</span>
          }
        </li>
      }
    </ul>
  `,
})
export class Points {
  readonly points = input.required<readonly Point[]>();
}
