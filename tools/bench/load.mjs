// Puts load on a server and prints what it bore, as JSON. Plain JavaScript: its packages are the bench's own.
// node load.mjs PLAN.json, with { url, connections, seconds, requests } where a request is what autocannon takes, and
// `opensRun` one after which a PIN by mail is asked for in the run that it opened.
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

const { url, connections, seconds, requests } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
/** Seconds before what counts: statements are prepared, code is compiled. */
const WARM_UP = 1;

/** Each connection has requests of its own: no two are of the same person at once. */
function requestsOf(connection, all) {
  const own = all.filter((_, index) => index % connections === connection);
  return own.flatMap(({ opensRun, ...request }) =>
    opensRun ? [opening(request), issuing(request)] : [request],
  );
}

function opening(request) {
  return {
    ...request,
    onResponse: (_status, body, context, headers) => {
      const cookie = Object.entries(headers).find(([name]) => name.toLowerCase() === 'set-cookie')?.[1];
      context.cookie = String(cookie).split(';')[0];
      context.destinationId = JSON.parse(body).destinations.find(({ channel }) => channel === 'email').id;
    },
  };
}

function issuing(request) {
  return {
    method: 'POST',
    path: '/api/pin-run/pin',
    setupRequest: (ready, { cookie, destinationId }) => ({
      ...ready,
      headers: { ...request.headers, cookie },
      body: JSON.stringify({ destinationId }),
    }),
  };
}

function run(duration, all) {
  let connection = 0;
  const setupClient = (client) => client.setRequests(requestsOf(connection++, all));
  return autocannon({ url, connections, duration, setupClient });
}

// With those who come last, so that nobody has been served already when it counts.
await run(WARM_UP, requests.toReversed());
const { requests: borne, non2xx, errors, timeouts } = await run(seconds, requests);
console.log(JSON.stringify({ perSecond: borne.average, failed: non2xx + errors + timeouts }));
