import { inject } from '@angular/core';
import type { CanMatchFn } from '@angular/router';
import { SessionStore } from '@daiko/client-session';

/** Whether a customer is logged in. */
export const hasSession: CanMatchFn = () => {
  const sessions = inject(SessionStore);
  return sessions.session() !== null || sessions.isSignedIn();
};
