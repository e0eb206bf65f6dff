import { setTimeout as delay } from 'node:timers/promises';
import type { Channel } from '../stand-ins/inbox.ts';
import type { Answer, Person } from './person.ts';

/** A pause after a refusal or a lost connection, in milliseconds. */
const PAUSE = 150;

/**
 * Somebody who wants a PIN whatever happens: asks again when refused, and after a lost answer first looks where the run
 * stands, as the page does. Resolves when the API has said that a PIN is on its way.
 */
export async function wantPin(person: Person, channel: Channel): Promise<void> {
  await insist(() => person.identify(), 201);
  for (;;) {
    if ((await heard(() => person.issuePin(channel)))?.status === 202) return;
    await delay(PAUSE);
    const run = await insist(() => person.get('/api/pin-run'), 200);
    if ((JSON.parse(run.text) as { state: string }).state === 'waiting') return;
  }
}

async function insist(ask: () => Promise<Answer>, status: number): Promise<Answer> {
  for (;;) {
    const answer = await heard(ask);
    if (answer?.status === status) return answer;
    if (answer !== undefined && answer.status < 500) throw new Error(`answered with ${answer.text}`);
    await delay(PAUSE);
  }
}

/** @returns undefined when the connection ended without an answer */
async function heard(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof TypeError) return undefined; // what fetch throws for the network
    throw error;
  }
}
