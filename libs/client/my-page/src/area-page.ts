import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { SectionBar } from '@daiko/client-ui';

/** A page of the menu that has no content yet: it says what it is for, and has links to other pages. */
@Component({
  selector: 'app-area-page',
  imports: [RouterLink, SectionBar],
  host: { class: 'stack' },
  template: `
    <ui-section-bar [heading]="heading()" />
    <p class="lead">{{ purpose() }}</p>
    <div class="actions">
      <a class="button button--secondary" routerLink="/mypage">マイページへ</a>
      <a class="button button--secondary" routerLink="/help">ヘルプへ</a>
    </div>
  `,
})
export class AreaPage {
  readonly heading = input.required<string>();
  readonly purpose = input.required<string>();
}
