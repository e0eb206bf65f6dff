import type { StandIns } from '../stand-ins/stand-ins.ts';
import { control } from '../stand-ins/testing.ts';
import type { Random } from './random.ts';

/** How long a provider that was told to withhold its answers does so, in milliseconds. */
const HELD = 3_000;

const CHANNELS = ['voice', 'sms', 'email'].map((name) => ({ name, weight: 1 }));
const PROVIDERS = [
  { provider: 'first', weight: 3 },
  { provider: 'second', weight: 1 },
  { provider: undefined, weight: 1 },
];

/** What a Twilio account or a mail server may do with the next submissions. */
const FAULTS = [
  { plan: { mode: 'drop' }, most: 2, weight: 4 },
  { plan: { mode: 'hang' }, most: 1, weight: 2 },
  { plan: { mode: 'hold' }, most: 2, weight: 3 },
  { plan: { mode: 'slow', milliseconds: 2_000 }, most: 3, weight: 3 },
];
const OF_TWILIO = [
  { plan: { mode: 'refuse', status: 429 }, most: 4, weight: 4 },
  { plan: { mode: 'refuse', status: 500 }, most: 3, weight: 4 },
  { plan: { mode: 'refuse', status: 400, code: 21614 }, most: 1, weight: 1 },
];
const OF_MAIL = [
  { plan: { mode: 'refuse', status: 421 }, most: 3, weight: 4 },
  { plan: { mode: 'refuse', status: 450 }, most: 2, weight: 3 },
  { plan: { mode: 'refuse', status: 550 }, most: 1, weight: 1 },
];
/** In what order Twilio reports. */
const REPORTS = ['once', 'twice', 'reversed'].map((callbacks) => ({ callbacks, weight: 1 }));

/** Has one provider misbehave for its next submissions, and Twilio report in another order. */
export async function providerFault(standIns: StandIns, random: Random): Promise<void> {
  const channel = random.pick(CHANNELS).name;
  const { plan, most } = random.pick([...FAULTS, ...(channel === 'email' ? OF_MAIL : OF_TWILIO)]);
  const { provider } = random.pick(PROVIDERS);
  await control(standIns, 'PUT', `${channel}/plan`, {
    ...plan,
    times: random.between(1, most),
    ...(provider !== undefined && { provider }),
  });
  if (channel !== 'email')
    await control(standIns, 'PUT', `${channel}/outcome`, { callbacks: random.pick(REPORTS).callbacks });
  if (plan.mode === 'hold') setTimeout(() => void control(standIns, 'POST', 'release'), HELD);
}
