import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { SessionLookup } from '@daiko/server-auth';
import { DELIVERY_QUEUE_NAMES } from '@daiko/server-notification';
import { AppError, Queues, readToken, SESSION_COOKIE } from '@daiko/server-platform';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const PATH = '/ops/queues';

/** As strict as the board's page allows: the page sets its own base, and its icons are data URLs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join(';');

/**
 * bull-board for engineers: shows the queues as BullMQ stores them, read-only. A job contains only the ID of a
 * notification. For all users except signed-in operators this address does not exist.
 */
export async function mountQueueBoard(app: NestFastifyApplication): Promise<void> {
  const lookup = app.get(SessionLookup);
  const queues = app.get(Queues);
  const serverAdapter = new FastifyAdapter().setBasePath(PATH);
  const board = createBullBoard({
    queues: [],
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle: '送信待ち',
        hideRedisDetails: true,
        hideDocsLink: true,
        // A page that polls by itself would keep a session alive forever.
        pollingInterval: { showSetting: false, forceInterval: 0 },
      },
    },
  });
  await app.register(async (scope: FastifyInstance) => {
    scope.addHook('onRequest', async (request, reply) => {
      if (request.method !== 'GET' || !(await isOperator(lookup, request))) {
        reply.callNotFound();
        return reply;
      }
      // The queues are set for each request, because after an outage they are different objects.
      board.replaceQueues(DELIVERY_QUEUE_NAMES.map((name) => readOnly(queues, name)));
      void reply.header('content-security-policy', POLICY).header('cache-control', 'no-store');
      return undefined;
    });
    await scope.register(serverAdapter.registerPlugin(), { prefix: PATH });
  });
}

function readOnly(queues: Queues, name: string): BullMQAdapter {
  return new BullMQAdapter(queues.inspect(name), { readOnlyMode: true });
}

async function isOperator(lookup: SessionLookup, request: FastifyRequest): Promise<boolean> {
  const token = readToken(request, SESSION_COOKIE);
  if (token === undefined) return false;
  try {
    const { role, legacyLoginId } = await lookup.use(token);
    return role === 'operator' && legacyLoginId === null;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}
