import type { Delivery, DeliveryState } from '@daiko/contracts';
import type { Notification } from '../outbox/notification.entity';

type DeliveryRow = Pick<
  Notification,
  'failure' | 'createdAt' | 'sendingAt' | 'sentAt' | 'ringingAt' | 'answeredAt' | 'deliveredAt' | 'failedAt'
>;

const SECOND_MS = 1_000;

/**
 * A message as the page that waits for it shows it: its state, the reason of a failure, and the passed steps with
 * their times. Times are whole seconds: more exact times would show whether it is a real message, which a provider
 * has to take, or a decoy.
 * @param asOf the time of the request, on pages that strangers may see: steps after its last whole second are not
 * shown yet
 */
export function deliveryView(row: DeliveryRow, asOf?: Date): Delivery {
  const shown = asOf === undefined ? Infinity : wholeSecond(asOf);
  const times: [DeliveryState, Date | null][] = [
    ['sending', row.sendingAt],
    ['sent', row.sentAt],
    ['ringing', row.ringingAt],
    ['answered', row.answeredAt],
    ['delivered', row.deliveredAt],
    ['failed', row.failedAt],
  ];
  const steps = times.flatMap(([state, at]) => (at && at.getTime() <= shown ? [step(state, at)] : []));
  const state = steps.at(-1)?.state ?? 'queued';
  return {
    state,
    reason: state === 'failed' ? (row.failure ?? 'provider_failed') : null,
    steps: [step('queued', row.createdAt), ...steps],
  };
}

function step(state: DeliveryState, at: Date): Delivery['steps'][number] {
  return { state, at: new Date(wholeSecond(at)).toISOString() };
}

function wholeSecond(time: Date): number {
  return Math.floor(time.getTime() / SECOND_MS) * SECOND_MS;
}
