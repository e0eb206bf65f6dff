import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { SectionBar, siteAreas } from '@daiko/client-ui';

/** サイトマップ, built from the routes: a page that is missing here cannot be reached in another way either. */
@Component({
  selector: 'app-sitemap-page',
  imports: [RouterLink, SectionBar],
  host: { class: 'stack stack--32' },
  template: `
    <ui-section-bar heading="サイトマップ" />
    <ul class="site-areas">
      @for (area of areas(); track area.path) {
        <li class="site-area">
          <h2 class="heading-3">
            <a [routerLink]="area.path">{{ area.title }}</a>
          </h2>
          <p class="muted phrase">{{ area.summary }}</p>
          @if (area.places.length > 0) {
            <ul class="bullets">
              @for (place of area.places; track place.path) {
                <li>
                  <a [routerLink]="place.path">{{ place.title }}</a>
                  <p class="muted phrase">{{ place.summary }}</p>
                </li>
              }
            </ul>
          }
        </li>
      }
    </ul>
  `,
})
export class SitemapPage {
  private readonly routes = inject(Router).config;
  private readonly session = inject(SessionStore).session;
  protected readonly areas = computed(() => siteAreas(this.routes, this.session()?.role ?? 'customer'));
}
