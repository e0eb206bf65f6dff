import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the handlers see it. */
export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  body: string;
  authorization: string | undefined;
  /** Cuts the connection without an answer. */
  cut(): void;
}

/** An answer; `undefined` when the handler cut the connection. */
export type Reply = { status: number; type?: string; body?: string | object } | undefined;

/** `path` may hold `:names`, each one segment. */
export interface Route {
  method: string;
  path: string;
  handle(call: Call, parts: Record<string, string>): Reply | Promise<Reply>;
}

export interface HttpServer {
  port: number;
  stop(): Promise<void>;
}

/** Serves the routes on a port of loopback; port 0 takes a free one. */
export async function serve(routes: Route[], port: number): Promise<HttpServer> {
  const server: Server = createServer((request, response) => {
    answer(routes, request, response).catch((error: unknown) => {
      console.error('stand-ins:', error);
      send(response, { status: 500, body: { message: String(error) } });
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections(); // held requests would keep it open for ever
      }),
  };
}

async function answer(routes: Route[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
  const method = request.method ?? 'GET';
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const call: Call = {
    method,
    path: pathname,
    query: searchParams,
    body: Buffer.concat(chunks).toString('utf8'),
    authorization: request.headers.authorization,
    cut: () => request.socket.destroy(),
  };
  for (const route of routes) {
    const parts = route.method === method ? match(route.path, pathname) : undefined;
    if (parts) return send(response, await route.handle(call, parts));
  }
  send(response, {
    status: 404,
    body: { code: 20404, message: `No ${method} ${pathname} here`, status: 404 },
  });
}

function match(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const value = decodeURIComponent(given[index] ?? '');
    if (part.startsWith(':')) parts[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return parts;
}

function send(response: ServerResponse, reply: Reply): void {
  if (reply === undefined || response.destroyed || response.headersSent) return;
  const { status, body } = reply;
  const text = typeof body === 'object' ? JSON.stringify(body) : (body ?? '');
  const type = reply.type ?? (typeof body === 'object' ? 'application/json; charset=utf-8' : 'text/plain');
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(text);
}
