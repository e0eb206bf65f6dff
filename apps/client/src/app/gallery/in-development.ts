import type { CanMatchFn } from '@angular/router';

/**
 * Whether the server is a development server: only there the inbox of sent messages exists. Without it there is no
 * gallery.
 */
export const inDevelopment: CanMatchFn = async () => {
  const inbox = await fetch('/dev/inbox.json', { cache: 'no-store' });
  return inbox.ok;
};
