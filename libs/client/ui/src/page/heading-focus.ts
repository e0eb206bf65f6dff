import { DOCUMENT } from '@angular/common';
import { afterNextRender, inject, Injector } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map, pairwise } from 'rxjs';

/**
 * Moves the focus to the new page's heading, as a browser does for a page of its own. Where the page stands is the router's
 * matter: on the way back it is the place that was left.
 * Not at the first page. Where only the query or the fragment changed the reader's place stays, unless what was pressed has
 * gone with it.
 */
export function focusHeadingOnNavigation(): void {
  const document = inject(DOCUMENT);
  const injector = inject(Injector);
  const pages = inject(Router).events.pipe(
    filter((event) => event instanceof NavigationEnd),
    map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
    pairwise(),
    takeUntilDestroyed(),
  );
  pages.subscribe(([before, after]) => {
    const focus = () => {
      if (before !== after || document.activeElement === document.body)
        document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
    };
    afterNextRender({ read: focus }, { injector });
  });
}
