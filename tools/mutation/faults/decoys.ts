import { faultsIn, type Fault } from '../fault.ts';

const deliveryView = faultsIn(
  'libs/server/notification/src/status/delivery-view.ts',
  'unit',
  'delivery-view',
);
const decoySimulator = faultsIn(
  'libs/server/notification/src/decoy/decoy-simulator.ts',
  'integration',
  'decoy-simulator',
);
const runDestinations = faultsIn('libs/server/pin/src/run-destinations.ts', 'api', 'sends.api');
const decoyListSends = faultsIn('libs/server/pin/src/decoy/decoy-list.service.ts', 'api', 'sends.api');
const decoyList = faultsIn(
  'libs/server/pin/src/decoy/decoy-list.service.ts',
  'integration',
  'decoy-list.integration',
);
const stableKey = faultsIn('libs/server/platform/src/stable-key.ts', 'integration', 'decoy-list.integration');

/** Of what a pair that is nobody’s is shown, and how it is counted. */
export const decoys: readonly Fault[] = [
  deliveryView(
    'a page shows the milliseconds of a message',
    'return Math.floor(time.getTime() / SECOND_MS) * SECOND_MS;',
    'return time.getTime();',
  ),
  decoySimulator(
    'a decoy has the usual times instead of those of a real message',
    'return recent ?? USUAL_PACE[channel];',
    'return recent === undefined ? USUAL_PACE[channel] : { ...recent, ...USUAL_PACE[channel] };',
  ),
  decoySimulator(
    'a decoy has the times of several real messages mixed',
    'SELECT ${PACE} FROM alike ORDER BY random() LIMIT 1`;',
    'SELECT max(sent) AS sent, min(ringing) AS ringing, min(answered) AS answered, min(delivered) AS delivered, max(failed) AS failed, min(failure) AS failure FROM (SELECT ${PACE} FROM alike) AS each`;',
  ),
  decoySimulator(
    'a decoy follows another decoy',
    'FROM notification JOIN contact_point ON',
    'FROM notification LEFT JOIN contact_point ON',
  ),
  decoySimulator(
    'what a decoy could not reach it reaches the next time',
    'if (before && LASTING_FAILURES.some((failure) => failure === before.failure)) return before;',
    '',
  ),
  decoySimulator(
    'a decoy goes on while the providers of its channel fail',
    'if (await this.slots.isFailing(channel))',
    'if ((await this.slots.isFailing(channel)) && attempt < 0)',
  ),
  runDestinations(
    'sends to one number are counted for each customer by itself',
    'number: numberKey(this.stable, destination.value)',
    'number: numberKey(this.stable, challenge.customerId ?? NOBODY, destination.value)',
  ),
  decoyListSends(
    'a decoy does not count the sends to the number that was typed',
    '? numberKey(this.stable, value)',
    '? numberKey(this.stable, subject, value)',
  ),
  runDestinations(
    'each run counts its sends by itself',
    'key: destinationKey(this.stable, number, channel),',
    'key: destinationKey(this.stable, Buffer.concat([number, Buffer.from(challenge.id)]), channel),',
  ),
  decoyList(
    'a decoy’s list is drawn anew each time',
    'ON CONFLICT (subject) DO UPDATE SET asked_at = now()',
    'ON CONFLICT (subject) DO UPDATE SET asked_at = now(), destinations = excluded.destinations',
  ),
  decoyList(
    'what was typed can be read in the kept list',
    "const value = contact.kind === 'email' ? (mail ?? '') : phone;",
    "const value = contact.kind === 'email' ? (mail ?? '') : phone;\n      contact.mask = contact.isTyped ? value : contact.mask;",
  ),
  stableKey(
    'decoys hang on the newest of SECRET_KEYS',
    'return keyedHash(this.key, purpose, ...parts);',
    'return this.secrets.derive(purpose, this.secrets.newestKeyId, ...parts);',
  ),
  stableKey(
    'processes that start at once have keys of their own',
    'const row = await this.read();\n    if',
    'const row = { keyId: this.secrets.newestKeyId, sealed: this.seal(randomBytes(32)) };\n    if',
  ),
];
