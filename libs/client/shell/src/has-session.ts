import { inject } from '@angular/core';
import type { CanMatchFn } from '@angular/router';
import { ApiProblem, SessionStore } from '@daiko/client-session';

/** Whether somebody is signed in. A server that cannot be asked is no reason to withhold a public page. */
export const hasSession: CanMatchFn = async () => {
  const sessions = inject(SessionStore);
  if (sessions.session()) return true;
  try {
    return typeof (await sessions.load()) === 'object';
  } catch (error) {
    if (error instanceof ApiProblem) return false;
    throw error;
  }
};
