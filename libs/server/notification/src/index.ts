export * from './alarms';
export * from './channel-outages';
export * from './delivery-feed';
export { DELIVERY_QUEUE_NAMES } from './delivery-job';
export * from './delivery-view';
export * from './message-reader';
export * from './not-me-link';
export * from './not-me-reports';
export * from './notification-message';
export * from './notification-outbox';
export * from './notification-resend';
export * from './notification.entity';
export * from './notification.module';
export { deviceName } from './template/device-name';
export { messageCatalogue } from './template/message-catalogue';
export * from './webhook/twilio-form';
import { Notification } from './notification.entity';

export const notificationEntities = [Notification];
