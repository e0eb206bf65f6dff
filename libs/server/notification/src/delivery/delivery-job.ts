import { CHANNELS, type Channel } from '@daiko/contracts';
import type { QueuedJob } from '@daiko/server-platform';
import * as z from 'zod';

/** The only data of a message that the queue gets. */
export const deliverNotificationJob = z.strictObject({ notificationId: z.uuid() });
export type DeliverNotificationJob = z.infer<typeof deliverNotificationJob>;

/** One queue per channel, so that a slow provider only delays its own channel. */
export const DELIVERY_QUEUES = {
  voice: 'notification-voice',
  sms: 'notification-sms',
  email: 'notification-email',
} as const satisfies Record<Channel, string>;

export const DELIVERY_QUEUE_NAMES = CHANNELS.map((channel) => DELIVERY_QUEUES[channel]);

/** @param generation increases with each re-enqueue; otherwise the queue would ignore the job as one it has seen */
export function deliveryJob(
  id: string,
  generation: number,
  delay?: number,
): QueuedJob<DeliverNotificationJob> {
  return { id: `ntf-${id}-${generation}`, data: { notificationId: id }, delay };
}
