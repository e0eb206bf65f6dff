import { inject } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router } from '@angular/router';
import { filter } from 'rxjs';

/** Calls back after each change of page, for sheets and drawers that have to close then. */
export function onNavigation(callback: () => void): void {
  const ends = inject(Router).events.pipe(
    filter((event) => event instanceof NavigationEnd),
    takeUntilDestroyed(),
  );
  ends.subscribe(callback);
}
