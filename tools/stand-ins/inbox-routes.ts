import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phoneOrAddress } from './control.ts';
import type { Reply, Route } from './http-server.ts';
import type { Inbox } from './inbox.ts';

const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript' };

/** The inbox as a page for people and as JSON for programs. Its addresses are relative, so that it can be proxied. */
export function inboxRoutes(inbox: Inbox): Route[] {
  const empty = (): Reply => {
    inbox.clear();
    return { status: 204 };
  };
  return [
    { method: 'GET', path: '/inbox', handle: () => asset('inbox.html') },
    { method: 'GET', path: '/inbox/inbox.css', handle: () => asset('inbox.css') },
    { method: 'GET', path: '/inbox/inbox.js', handle: () => asset('inbox.js') },
    {
      method: 'GET',
      path: '/inbox.json',
      handle: ({ query }) => ({
        status: 200,
        body: inbox.list({
          channel: query.get('channel') || undefined,
          to: phoneOrAddress(query.get('to')),
          since: query.get('since') || undefined,
        }),
      }),
    },
    { method: 'DELETE', path: '/inbox', handle: empty },
    { method: 'DELETE', path: '/inbox.json', handle: empty },
    { method: 'GET', path: '/healthz', handle: () => ({ status: 200, body: { status: 'ok' } }) },
  ];
}

function asset(name: string): Reply {
  const type = TYPES[name.slice(name.indexOf('.') + 1) as keyof typeof TYPES];
  const body = readFileSync(join(import.meta.dirname, 'pages', name), 'utf8');
  return { status: 200, type: `${type}; charset=utf-8`, body };
}
