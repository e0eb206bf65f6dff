import type { Rig } from '../faults/rig.ts';
import { compare, type Bench, type Finding } from './finding.ts';
import { inTurn } from './rounds.ts';
import { answerOf, load, startPeer, type LoadRequest } from './scripts.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const PASSWORD = 'midori-no-kaze-2026';
/** better-auth answers browsers of its own site alone. */
const peerHeaders = (url: string) => ({ ...JSON_TYPE, origin: url });

/** P1: who is signed in, with all that the top of the page shows. */
export async function sessionLookup({ rig, folder, rounds, seconds }: Bench): Promise<Finding[]> {
  const person = rig.nextPerson();
  await person.signIn();
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const bare = await startPeer('peers/bare-fastify.mjs', rig.postgres.url);
  const other = await startPeer('peers/better-auth.mjs', rig.postgres.url);
  const peerCookie = await peerSession(other.url);
  const get = (path: string, shown: string): LoadRequest[] =>
    Array.from({ length: 10 }, () => ({ method: 'GET', path, headers: { cookie: shown } }));
  const figures = await inTurn(
    [
      { name: 'ours', measure: () => load(folder, rig.address, get('/api/session', cookie), seconds) },
      { name: 'bare', measure: () => load(folder, bare.url, get('/', cookie), seconds) },
      {
        name: 'peer',
        measure: () => load(folder, other.url, get('/api/auth/get-session', peerCookie), seconds),
      },
    ],
    rounds,
  );
  for (const { stop } of [bare, other]) stop();
  const subject = { id: 'P1', what: 'session and header', unit: '/s' };
  return [
    compare(subject, figures, 'peer', 'better-auth get-session', 3),
    compare(subject, figures, 'bare', 'bare Fastify, one prepared query', 0.6),
  ];
}

async function peerSession(url: string): Promise<string> {
  const body = JSON.stringify({ email: 'bench@mail.example', password: PASSWORD });
  const answer = await fetch(`${url}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: peerHeaders(url),
    body,
  });
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
}

/** P2: signing in, Argon2id with 19 MiB and two passes. */
export async function signIn({ rig, folder, rounds, seconds }: Bench): Promise<Finding[]> {
  const other = await startPeer('peers/better-auth.mjs', rig.postgres.url);
  const requests = Array.from({ length: 200 }, (): LoadRequest => {
    const { identity, network } = rig.nextPerson();
    const body = JSON.stringify({ loginId: identity.loginId, password: PASSWORD });
    return {
      method: 'POST',
      path: '/api/sessions',
      headers: { ...JSON_TYPE, 'x-forwarded-for': network },
      body,
    };
  });
  const body = JSON.stringify({ email: 'bench@mail.example', password: PASSWORD });
  const peerRequests = Array.from({ length: 10 }, (): LoadRequest => ({
    method: 'POST',
    path: '/api/auth/sign-in/email',
    headers: peerHeaders(other.url),
    body,
  }));
  const bare = async () =>
    (await answerOf<{ perSecond: number }>('peers/bare-argon2.mjs', String(seconds))).perSecond;
  const figures = await inTurn(
    [
      { name: 'ours', measure: () => load(folder, rig.address, requests, seconds) },
      { name: 'bare', measure: bare },
      { name: 'peer', measure: () => load(folder, other.url, peerRequests, seconds) },
    ],
    rounds,
  );
  other.stop();
  const subject = { id: 'P2', what: 'sign-in', unit: '/s' };
  return [
    compare(subject, figures, 'bare', 'the hash alone, all cores', 0.9),
    compare(subject, figures, 'peer', 'better-auth sign-in', 4),
  ];
}

/** P3: 確認 and a PIN by mail, challenge and outbox row on disk; two requests each. */
export async function pinRequest({ rig, folder, rounds, seconds }: Bench): Promise<Finding[]> {
  const other = await startPeer('peers/better-auth.mjs', rig.postgres.url);
  const figures = await inTurn(
    [
      { name: 'ours', measure: async () => (await load(folder, rig.address, runs(rig), seconds)) / 2 },
      {
        name: 'bare',
        measure: async () => {
          const args = [rig.postgres.url, String(seconds)];
          return (await answerOf<{ perSecond: number }>('peers/bare-inserts.mjs', ...args)).perSecond;
        },
      },
      { name: 'peer', measure: () => load(folder, other.url, codes(other.url), seconds) },
    ],
    rounds,
  );
  other.stop();
  const subject = { id: 'P3', what: 'PIN request, durable', unit: '/s' };
  return [
    compare(subject, figures, 'peer', 'better-auth send-verification-otp, nothing durable', 1),
    compare(subject, figures, 'bare', 'the two inserts alone', 0.6),
  ];
}

/** As many people as can be served in the time; nobody twice, who would have to wait. */
function runs(rig: Rig): LoadRequest[] {
  return Array.from({ length: RUNS_PER_ROUND }, (): LoadRequest => {
    const { identity, network } = rig.nextPerson();
    const body = JSON.stringify({ email: identity.loginId, phone: identity.mobile });
    const headers = { ...JSON_TYPE, 'x-forwarded-for': network };
    return { method: 'POST', path: '/api/password-resets', headers, body, opensRun: true };
  });
}

function codes(url: string): LoadRequest[] {
  const body = JSON.stringify({ email: 'bench@mail.example', type: 'sign-in' });
  const path = '/api/auth/email-otp/send-verification-otp';
  return Array.from({ length: 10 }, () => ({ method: 'POST', path, headers: peerHeaders(url), body }));
}

/** More than one round of P3 can serve. */
export const RUNS_PER_ROUND = 3_000;
