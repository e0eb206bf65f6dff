import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject } from '@angular/core';
import { ApiProblem, SessionStore } from '@daiko/client-session';

/**
 * Asks who is logged in when the page comes to the front again, or back from the browser's cache. Meanwhile another
 * tab may have logged out, or another customer may have logged in. The session store handles the answer.
 */
export function lookWhenShown(): void {
  const document = inject(DOCUMENT);
  const window = document.defaultView;
  const sessions = inject(SessionStore);
  const look = () => {
    if (document.hidden || sessions.session() === null) return;
    sessions.load().catch((error: unknown) => {
      // If there is no answer, the next request finds out.
      if (!(error instanceof ApiProblem)) throw error;
    });
  };
  const lookAtCached = ({ persisted }: PageTransitionEvent) => {
    if (persisted) look();
  };
  document.addEventListener('visibilitychange', look);
  window?.addEventListener('pageshow', lookAtCached);
  inject(DestroyRef).onDestroy(() => {
    document.removeEventListener('visibilitychange', look);
    window?.removeEventListener('pageshow', lookAtCached);
  });
}
