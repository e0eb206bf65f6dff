import type { Delivery, DeliveryState } from '@daiko/contracts';
import type { Notification, NotificationState } from './notification.entity';

type DeliveryRow = Pick<
  Notification,
  | 'state'
  | 'failure'
  | 'createdAt'
  | 'sendingAt'
  | 'sentAt'
  | 'ringingAt'
  | 'answeredAt'
  | 'deliveredAt'
  | 'failedAt'
>;

/** What the row's state is called on the page, before what is known of the call refines it. */
const SHOWN: Record<NotificationState, DeliveryState> = {
  pending: 'queued',
  sending: 'sending',
  retry: 'sending',
  sent: 'sent',
  delivered: 'delivered',
  failed: 'failed',
  expired: 'failed',
};

function shownState(row: DeliveryRow): DeliveryState {
  if (row.state !== 'sent') return SHOWN[row.state];
  if (row.answeredAt) return 'answered';
  return row.ringingAt ? 'ringing' : 'sent';
}

/** A message as the page that waits for it shows it: where it is, why not, and the steps passed with their times. */
export function deliveryView(row: DeliveryRow): Delivery {
  const times: [DeliveryState, Date | null][] = [
    ['queued', row.createdAt],
    ['sending', row.sendingAt],
    ['sent', row.sentAt],
    ['ringing', row.ringingAt],
    ['answered', row.answeredAt],
    ['delivered', row.deliveredAt],
    ['failed', row.failedAt],
  ];
  const state = shownState(row);
  return {
    state,
    reason: state === 'failed' ? (row.failure ?? 'provider_failed') : null,
    steps: times.flatMap(([step, at]) => (at ? [{ state: step, at: at.toISOString() }] : [])),
  };
}
