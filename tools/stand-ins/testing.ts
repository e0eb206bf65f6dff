import type { InboxMessage } from './inbox.ts';
import type { Callback, Submission } from './ledger.ts';
import type { StandIns } from './stand-ins.ts';

export { requestFaults } from './twilio/openapi/contract.ts';

/** Calls the control API of running stand-ins. */
export async function control(
  { httpUrl }: StandIns,
  method: string,
  path?: string,
  body?: object,
): Promise<Response> {
  const url = [httpUrl, 'control', path].filter(Boolean).join('/');
  return fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
}

export async function inboxOf({ httpUrl }: StandIns, query = ''): Promise<InboxMessage[]> {
  const response = await fetch(`${httpUrl}/inbox.json?${query}`);
  return (await response.json()) as InboxMessage[];
}

export async function submissionsOf({
  httpUrl,
}: StandIns): Promise<{ count: Record<string, number>; submissions: Submission[]; callbacks: Callback[] }> {
  const response = await fetch(`${httpUrl}/control/submissions`);
  return (await response.json()) as Awaited<ReturnType<typeof submissionsOf>>;
}
