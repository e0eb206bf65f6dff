import { inject } from '@angular/core';
import type { CanMatchFn } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { ApiProblem } from './api-problem';
import { SessionStore } from './session-store';

/** Lets a page be found by these roles alone; for everybody else who is signed in there is no such page. */
export function onlyFor(...roles: readonly Session['role'][]): CanMatchFn {
  return async () => {
    const sessions = inject(SessionStore);
    try {
      const look = sessions.session() ?? (await sessions.load());
      // Who is not signed in is led over the login page by the frame's guard.
      return typeof look !== 'object' || roles.includes(look.role);
    } catch (error) {
      if (error instanceof ApiProblem) return true;
      throw error;
    }
  };
}
