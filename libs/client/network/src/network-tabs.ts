import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink, RouterLinkActive, type IsActiveMatchOptions } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { masterPlaces } from './master-places';

/** The page one is at, whatever is looked for on it. */
const HERE: IsActiveMatchOptions = {
  paths: 'exact',
  queryParams: 'ignored',
  fragment: 'ignored',
  matrixParams: 'ignored',
};

/** From one page of マスタメンテ to the next. */
@Component({
  selector: 'app-network-tabs',
  imports: [RouterLink, RouterLinkActive],
  template: `
    <nav class="tabs" aria-label="マスタメンテ">
      @for (place of places(); track place.path) {
        <a
          class="tabs__tab"
          ariaCurrentWhenActive="page"
          routerLinkActive
          [routerLinkActiveOptions]="here"
          [routerLink]="place.path"
          >{{ place.title }}</a
        >
      }
    </nav>
  `,
})
export class NetworkTabs {
  private readonly routes = inject(Router).config;
  private readonly session = inject(SessionStore).session;
  protected readonly here = HERE;
  protected readonly places = computed(() => masterPlaces(this.routes, this.session()?.role ?? 'customer'));
}
