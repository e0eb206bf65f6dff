import type { Call, Reply, Route } from '../http-server.ts';
import { callKind } from './calls.ts';
import type { TwilioAccount } from './context.ts';
import { fault } from './fault.ts';
import { messageKind } from './messages.ts';
import { readForm } from './parameters.ts';
import { rfc2822, ResourceList, type Resource } from './resources.ts';
import { submit } from './submission.ts';

/** Twilio's REST API, as far as messages and calls go. */
export function twilioRoutes(account: TwilioAccount): { routes: Route[]; clear(): void } {
  const messages = new ResourceList('messages', 'DateSent');
  const calls = new ResourceList('calls', 'StartTime');
  const sms = messageKind(account, messages);
  const voice = callKind(account, calls);

  const guarded =
    (handle: (call: Call, sid: string) => Reply | Promise<Reply>): Route['handle'] =>
    (call, parts) =>
      account.isAuthorized(call.authorization) ? handle(call, parts['sid'] ?? '') : fault(401, 20003);
  const route = (
    method: string,
    path: string,
    handle: (call: Call, sid: string) => Reply | Promise<Reply>,
  ) => ({
    method,
    path: `/2010-04-01/Accounts/${account.sid}${path}`,
    handle: guarded(handle),
  });
  const one = (resource: Resource | undefined): Reply =>
    resource ? { status: 200, body: resource } : fault(404, 20404);

  return {
    routes: [
      route('POST', '/Messages.json', (call) => submit(account, sms, call)),
      route('GET', '/Messages.json', (call) => ({ status: 200, body: messages.page(call.path, call.query) })),
      route('GET', '/Messages/:sid', (_call, sid) => one(messages.find(withoutSuffix(sid)))),
      route('POST', '/Calls.json', (call) => submit(account, voice, call)),
      route('GET', '/Calls.json', (call) => ({ status: 200, body: calls.page(call.path, call.query) })),
      route('GET', '/Calls/:sid', (_call, sid) => one(calls.find(withoutSuffix(sid)))),
      route('POST', '/Calls/:sid', (call, sid) =>
        update(calls.find(withoutSuffix(sid)), readForm(call.body)),
      ),
    ],
    clear: () => {
      messages.clear();
      calls.clear();
    },
  };
}

const withoutSuffix = (sid: string) => sid.replace(/\.json$/, '');

/** Ends a call that is not over yet. */
function update(call: Resource | undefined, form: Record<string, string>): Reply {
  if (!call) return fault(404, 20404);
  const status = form['Status'];
  if (status !== undefined && status !== 'canceled' && status !== 'completed')
    return fault(400, 20001, 'Status');
  if (!['queued', 'ringing', 'in-progress'].includes(call.status)) return fault(400, 21220);
  if (status !== undefined) call.status = status;
  call['date_updated'] = rfc2822(new Date());
  return { status: 200, body: call };
}
