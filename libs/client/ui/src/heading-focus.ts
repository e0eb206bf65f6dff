import { DOCUMENT } from '@angular/common';
import { afterNextRender, inject, Injector } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter, map, pairwise } from 'rxjs';

/**
 * Moves the focus to the new page's heading, as a browser does for a page of its own.
 * Not at the first page, and not where only the query or the fragment changed: there the reader's place stays.
 */
export function focusHeadingOnNavigation(): void {
  const document = inject(DOCUMENT);
  const injector = inject(Injector);
  const pages = inject(Router).events.pipe(
    filter((event) => event instanceof NavigationEnd),
    map((event) => event.urlAfterRedirects.split(/[?#]/)[0]),
    pairwise(),
    filter(([before, after]) => before !== after),
    takeUntilDestroyed(),
  );
  pages.subscribe(() => {
    const focus = () => document.querySelector<HTMLElement>('h1')?.focus();
    afterNextRender({ read: focus }, { injector });
  });
}
