import { Component, input } from '@angular/core';
import { Icon, SectionBar } from '@daiko/client-ui';
import type { Change } from './four-changes';
import { Points } from './points';

/** One of the four changes; when printed, one sheet. The projected content is at its end. */
@Component({
  selector: 'app-change-section',
  imports: [Icon, Points, SectionBar],
  template: `
    <section class="stack change" [id]="change().id" [attr.aria-labelledby]="change().id + '-title'">
      <ui-section-bar
        [heading]="number() + '. ' + change().heading"
        [headingId]="change().id + '-title'"
        [level]="2"
        [mark]="false"
      />
      <div class="stack stack--8">
        <h3 class="heading-3">目的・内容</h3>
        <app-points [points]="change().purpose" />
      </div>
      <dl class="compare">
        <div class="compare__side compare__side--before">
          <dt class="compare__label">今までの流れ</dt>
          <dd><app-points [points]="change().before" /></dd>
        </div>
        <div class="compare__side compare__side--after">
          <dt class="compare__label">
            <span class="compare__arrow"><ui-icon name="arrow" /></span>今後の流れ
          </dt>
          <dd><app-points [points]="change().after" /></dd>
        </div>
      </dl>
      @if (change().caution.length > 0) {
        <div class="caution">
          <h3 class="heading-3"><ui-icon name="alert" />&ngsp;注意点</h3>
          <app-points [points]="change().caution" />
        </div>
      } @else {
        <div class="caution caution--none">
          <h3 class="heading-3"><ui-icon name="info" />&ngsp;注意点</h3>
          <p>なし</p>
        </div>
      }
      <ng-content />
    </section>
  `,
})
export class ChangeSection {
  readonly change = input.required<Change>();
  readonly number = input.required<number>();
}
