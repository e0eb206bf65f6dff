import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject } from '@angular/core';
import { ApiProblem, SessionStore } from '@daiko/client-session';

/**
 * Asks who is signed in when the page comes to the front again, or back from the browser's cache: in the meantime another
 * tab may have signed out, or somebody else in. What the answer leads to is the session's matter.
 */
export function lookWhenShown(): void {
  const document = inject(DOCUMENT);
  const window = document.defaultView;
  const sessions = inject(SessionStore);
  const look = () => {
    if (document.hidden || sessions.session() === null) return;
    sessions.load().catch((error: unknown) => {
      // Without an answer the next request finds out.
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
