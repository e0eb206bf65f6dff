import type { CanMatchFn } from '@angular/router';

/** Whether the server is a development one: only there the inbox of what was sent exists. Otherwise there is no gallery. */
export const inDevelopment: CanMatchFn = async () => {
  const inbox = await fetch('/dev/inbox.json', { cache: 'no-store' });
  return inbox.ok;
};
