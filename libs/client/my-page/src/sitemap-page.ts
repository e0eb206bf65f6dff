import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { Card, SectionBar, siteAreas } from '@daiko/client-ui';

/** サイトマップ, made from the routes: a page that is missing here has no way to it either. */
@Component({
  selector: 'app-sitemap-page',
  imports: [Card, RouterLink, SectionBar],
  host: { class: 'stack stack--32' },
  template: `
    <ui-section-bar heading="サイトマップ" />
    <div class="site-areas">
      @for (area of areas(); track area.path) {
        <ui-card [cardId]="area.path.slice(1)" [heading]="area.title" [flush]="true">
          <ul class="list">
            @for (place of [area, ...area.places]; track place.path) {
              <li class="list__item">
                <div>
                  <a [routerLink]="place.path">{{ place.title }}</a>
                  <p class="list__meta">{{ place.summary }}</p>
                </div>
              </li>
            }
          </ul>
        </ui-card>
      }
    </div>
  `,
})
export class SitemapPage {
  private readonly routes = inject(Router).config;
  private readonly session = inject(SessionStore).session;
  protected readonly areas = computed(() => siteAreas(this.routes, this.session()?.role ?? 'customer'));
}
