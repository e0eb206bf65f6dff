import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

export interface Crumb {
  label: string;
  path: string;
}

/** The pages above this page; on the phone, a link one level up. */
@Component({
  selector: 'ui-crumbs',
  imports: [RouterLink],
  template: `
    <nav class="crumbs" aria-label="現在地">
      <ol class="crumbs__list">
        @for (crumb of above(); track crumb.path) {
          <li class="crumbs__item">
            <a [routerLink]="crumb.path">{{ crumb.label }}</a>
          </li>
        }
        <li class="crumbs__item">
          <span aria-current="page">{{ here() }}</span>
        </li>
      </ol>
    </nav>
  `,
})
export class Crumbs {
  /** From the top down, without this page. */
  readonly above = input.required<readonly Crumb[]>();
  readonly here = input.required<string>();
}
