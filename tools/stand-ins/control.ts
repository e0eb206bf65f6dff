import * as z from 'zod';
import { MODES, PROVIDERS, type Behaviour } from './behaviour.ts';
import type { Call, Reply, Route } from './http-server.ts';
import { CHANNELS, type Channel } from './inbox.ts';
import type { Ledger } from './ledger.ts';

const plan = z.strictObject({
  mode: z.enum(MODES),
  status: z.int().optional(),
  code: z.int().optional(),
  times: z.int().min(1).optional(),
  to: z.string().optional(),
  provider: z.enum(PROVIDERS).optional(),
  milliseconds: z.int().min(0).optional(),
});
const outcome = z.strictObject({
  result: z.enum(['delivered', 'undelivered', 'failed', 'human', 'machine', 'busy', 'no-answer']).optional(),
  errorCode: z.int().optional(),
  keys: z
    .string()
    .regex(/^[\d*#]*$/)
    .optional(),
  callbacks: z.enum(['once', 'twice', 'reversed']).optional(),
  to: z.string().optional(),
});
const channel = z.enum(CHANNELS);

/** How tests and people steer the stand-ins; described in README.md. */
export function controlRoutes(behaviour: Behaviour, ledger: Ledger, reset: () => void): Route[] {
  return [
    {
      method: 'PUT',
      path: '/control/:channel/plan',
      handle: (call, parts) => checked(call, parts, plan, (on, value) => behaviour.plan(on, value)),
    },
    {
      method: 'PUT',
      path: '/control/:channel/outcome',
      handle: (call, parts) => checked(call, parts, outcome, (on, value) => behaviour.decide(on, value)),
    },
    {
      method: 'POST',
      path: '/control/release',
      handle: () => ({ status: 200, body: { released: behaviour.release() } }),
    },
    {
      method: 'GET',
      path: '/control/submissions',
      handle: ({ query }) => ({ status: 200, body: ledger.report(phoneOrAddress(query.get('to'))) }),
    },
    {
      method: 'DELETE',
      path: '/control',
      handle: () => {
        reset();
        return { status: 204 };
      },
    },
  ];
}

function checked<T>(
  call: Call,
  parts: Record<string, string>,
  schema: z.ZodType<T>,
  use: (on: Channel, value: T) => void,
): Reply {
  const on = channel.safeParse(parts['channel']);
  const value = schema.safeParse(readJson(call.body));
  if (!on.success) return { status: 400, body: { message: z.prettifyError(on.error) } };
  if (!value.success) return { status: 400, body: { message: z.prettifyError(value.error) } };
  use(on.data, value.data);
  return { status: 204 };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // refused by the schema
  }
}

/** A `+` that was written into a query without escaping arrives as a space. */
export function phoneOrAddress(text: string | null): string | undefined {
  return text === null || text === '' ? undefined : text.replace(/^ /, '+').trim();
}
