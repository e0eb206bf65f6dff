import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { Icon, SectionBar } from '@daiko/client-ui';
import { masterPlaces } from './master-places';

/** マスタメンテ: a tile for each page below it that the user's role may open. */
@Component({
  selector: 'app-masters-page',
  imports: [Icon, RouterLink, SectionBar],
  template: `
    <div class="stack">
      <ui-section-bar heading="マスタメンテ" />
      @if (places().length > 0) {
        <ul class="gates">
          @for (place of places(); track place.path) {
            <li>
              <a class="gate" [routerLink]="place.path">
                <span class="gate__title">{{ place.title }}</span>
                <ui-icon name="next" />
                <span class="gate__summary phrase">{{ place.summary }}</span>
              </a>
            </li>
          }
        </ul>
      } @else {
        <p class="lead">
          お客様ご自身の登録内容は、マイページで確認できます。変更するときは、上位店へご連絡ください。
        </p>
        <div class="actions"><a class="button button--secondary" routerLink="/mypage">マイページへ</a></div>
      }
    </div>
  `,
})
export class MastersPage {
  private readonly routes = inject(Router).config;
  private readonly session = inject(SessionStore).session;
  protected readonly places = computed(() => masterPlaces(this.routes, this.session()?.role ?? 'customer'));
}
