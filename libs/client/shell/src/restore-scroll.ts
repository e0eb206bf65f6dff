import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationStart, Router, Scroll } from '@angular/router';

/** Events which show that the user moves the page. */
const BY_HAND = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const;

/**
 * When the user goes back to a list, restores the position where it was left, although the list is loaded only then.
 * The router scrolls immediately, when the page is not high enough yet. As soon as it is high enough, this function
 * scrolls to the position, unless the user has moved the page meanwhile.
 */
export function restoreScroll(): void {
  const document = inject(DOCUMENT);
  const window = document.defaultView;
  const root = document.documentElement;
  let wanted: number | undefined;

  const forget = () => {
    wanted = undefined;
    growth.disconnect();
  };
  const settle = () => {
    if (wanted === undefined || !window || root.scrollHeight < wanted + window.innerHeight) return;
    window.scrollTo({ top: wanted, behavior: 'instant' });
    forget();
  };
  const growth = new ResizeObserver(settle);
  const moves = inject(Router).events.pipe(takeUntilDestroyed());
  moves.subscribe((event) => {
    if (event instanceof NavigationStart) forget();
    if (!(event instanceof Scroll) || !event.position) return;
    wanted = event.position[1];
    growth.observe(document.body);
    settle();
  });
  for (const kind of BY_HAND) document.addEventListener(kind, forget, { passive: true });
  inject(DestroyRef).onDestroy(() => {
    forget();
    for (const kind of BY_HAND) document.removeEventListener(kind, forget);
  });
}
