import { createServer } from 'node:net';
import { freePort } from '../postgres/server.ts';
import type { Environment } from './environment.ts';

const USUAL_PORT = 3000;
const USUAL_OPS_PORT = 9464;

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

/** @throws a sentence that says what to do when the port for browsers is taken */
export async function requirePort(given: Environment): Promise<void> {
  const port = Number(given['PORT'] ?? USUAL_PORT);
  if (await isFree(port, given['HOST'] ?? '127.0.0.1')) return;
  throw new Error(
    `Port ${String(port)} is in use. Stop what listens there (another npm start?), or choose another port: PORT=${String(port + 100)} npm start`,
  );
}

/** OPS_PORT for the API; the worker has the next one. Two free ones when none was given and the usual are taken. */
export async function opsPorts(given: Environment): Promise<{ api: number; worker: number }> {
  const api = Number(given['OPS_PORT'] ?? USUAL_OPS_PORT);
  const free = (await isFree(api, '127.0.0.1')) && (await isFree(api + 1, '127.0.0.1'));
  if (free) return { api, worker: api + 1 };
  if (given['OPS_PORT'] === undefined) return { api: await freePort(), worker: await freePort() };
  throw new Error(
    `OPS_PORT ${String(api)} or the next one, which the worker takes, is in use. Choose another, or leave it unset.`,
  );
}
