import { DOCUMENT } from '@angular/common';
import { afterNextRender, inject, Injector } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map, pairwise } from 'rxjs';

/**
 * Moves the focus to the heading of the new page, as a browser does when it loads a page. The router decides the
 * scroll position: on the way back it is the position that was left. It does nothing at the first page. If only the
 * query or the fragment changed, the focus stays, unless the pressed element has disappeared.
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
