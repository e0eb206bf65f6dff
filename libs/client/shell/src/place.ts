import { afterRenderEffect, Component, computed, ElementRef, inject, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { SessionStore } from '@daiko/client-session';
import { Crumbs, siteAreas, trailOf } from '@daiko/client-ui';
import { onNavigation } from './on-navigation';

/**
 * Shows the user's place above every page for logged-in customers: the path from マイページ, and the other pages of the
 * same area.
 */
@Component({
  selector: 'app-place',
  imports: [Crumbs, RouterLink],
  host: { class: 'place' },
  template: `
    @if (here(); as here) {
      <ui-crumbs [above]="above()" [here]="here.label" />
    }
    @if (tabs().length > 1) {
      <nav class="tabs" [attr.aria-label]="areaName()" (focusin)="showFocused($event)">
        @for (tab of tabs(); track tab.path) {
          <a
            class="tabs__tab"
            [routerLink]="tab.path"
            [attr.aria-current]="tab.path === path() ? 'page' : tab.path === nearest() ? 'true' : null"
            >{{ tab.tab }}</a
          >
        }
      </nav>
    }
  `,
})
export class Place {
  private readonly router = inject(Router);
  private readonly session = inject(SessionStore).session;
  protected readonly path = signal(this.currentPath());
  /** A customer who has to consolidate several logins first cannot open any other page. */
  private readonly isOpen = computed(() => this.session()?.limitedTo === null);
  private readonly trail = computed(() => (this.isOpen() ? trailOf(this.router.config, this.path()) : []));
  protected readonly above = computed(() => this.trail().slice(0, -1));
  protected readonly here = computed(() => (this.trail().length > 1 ? this.trail().at(-1) : undefined));

  private readonly area = computed(() => {
    const areas = siteAreas(this.router.config, this.session()?.role ?? 'customer');
    const above = this.trail().map(({ path }) => path);
    return areas.findLast(({ path }) => above.includes(path));
  });
  protected readonly areaName = computed(() => this.area()?.title ?? '');
  protected readonly tabs = computed(() => {
    const area = this.area();
    return area === undefined ? [] : [area, ...area.places];
  });
  /** The tab that a page without a tab of its own belongs to. */
  protected readonly nearest = computed(() => {
    const above = this.trail().map(({ path }) => path);
    return this.tabs().findLast(({ path }) => above.includes(path))?.path;
  });

  constructor() {
    onNavigation(() => this.path.set(this.currentPath()));
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // On phones the tabs are wider than the screen, so the current tab is scrolled into view.
    afterRenderEffect(() => {
      this.nearest();
      const tab = host.querySelector<HTMLElement>('[aria-current].tabs__tab');
      if (tab !== null) scrollTo(tab);
    });
  }

  /** Browsers leave a tab that gets the focus where it is when some of it can be seen. A tap moves nothing. */
  protected showFocused({ target }: FocusEvent): void {
    if (target instanceof HTMLElement && target.matches(':focus-visible')) scrollTo(target);
  }

  private currentPath(): string {
    return this.router.url.split(/[?#]/)[0] ?? '';
  }
}

/** Scrolls the row of tabs sideways, so that the tab and a part of the one before it can be seen. */
function scrollTo(tab: HTMLElement): void {
  if (tab.parentElement !== null) tab.parentElement.scrollLeft = tab.offsetLeft - tab.offsetWidth / 2;
}
