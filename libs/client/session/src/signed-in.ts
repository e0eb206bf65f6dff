import { inject } from '@angular/core';
import { RedirectCommand, Router, type CanActivateFn } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { ApiProblem } from './api-problem';
import { LoginDetour } from './login-detour';
import { SessionStore } from './session-store';

/**
 * The page that merges several logins into one: the only page for a customer who logged in with a login of the old
 * system.
 */
export const CONSOLIDATION_PAGE = '/consolidation';

/** Route guard: lets logged-in customers pass and leads all other users to the login page. */
export const signedIn: CanActivateFn = async (_route, { url }) => {
  const sessions = inject(SessionStore);
  const detour = inject(LoginDetour);
  const router = inject(Router);
  const known = sessions.session();
  if (known) return openTo(known, url, router);
  try {
    const look = await sessions.load();
    if (typeof look === 'object') return openTo(look, url, router);
    return detour.redirect(url, look === 'ended' ? 'session_ended' : undefined);
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    // The URL stays, so that a reload tries again.
    return new RedirectCommand(router.parseUrl('/maintenance'), { skipLocationChange: true });
  }
};

function openTo({ limitedTo }: Session, url: string, router: Router): true | RedirectCommand {
  if (limitedTo === null || url === CONSOLIDATION_PAGE) return true;
  return new RedirectCommand(router.parseUrl(CONSOLIDATION_PAGE));
}
