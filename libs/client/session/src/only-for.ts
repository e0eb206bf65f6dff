import { inject } from '@angular/core';
import type { CanMatchFn } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { ApiProblem } from './api-problem';
import { SessionStore } from './session-store';

/** Only users with these roles can find the page; for all other logged-in users the page does not exist. */
export function onlyFor(...roles: readonly Session['role'][]): CanMatchFn {
  return async () => {
    const sessions = inject(SessionStore);
    try {
      const look = sessions.session() ?? (await sessions.load());
      // The guard of the frame leads users who are not logged in to the login page.
      return typeof look !== 'object' || roles.includes(look.role);
    } catch (error) {
      if (error instanceof ApiProblem) return true;
      throw error;
    }
  };
}
