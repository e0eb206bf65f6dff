import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn } from '@angular/router';
import { ApiProblem } from './api-problem';
import { LoginDetour } from './login-detour';
import { SessionStore } from './session-store';

/** Route guard: lets the signed-in pass and leads everybody else over the login page. */
export const signedIn: CanActivateFn = async (_route, { url }) => {
  const sessions = inject(SessionStore);
  const detour = inject(LoginDetour);
  const router = inject(Router);
  if (sessions.session()) return true;
  try {
    const look = await sessions.load();
    if (typeof look === 'object') return true;
    return detour.redirect(url, look === 'ended' ? 'session_ended' : undefined);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // The address stays, so that a reload tries again.
    return new RedirectCommand(router.parseUrl('/maintenance'), { skipLocationChange: true });
  }
};
