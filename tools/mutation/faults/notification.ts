import { faultsIn, type Fault } from '../fault.ts';

const notificationLedger = faultsIn(
  'libs/server/notification/src/outbox/notification.store.ts',
  'integration',
  'notification.processor',
);
const notificationProcessor = faultsIn(
  'libs/server/notification/src/delivery/notification.processor.ts',
  'integration',
  'notification.processor',
);
const messageReader = faultsIn(
  'libs/server/notification/src/delivery/message-reader.ts',
  'integration',
  'notification.processor',
);
const notificationOutbox = faultsIn(
  'libs/server/notification/src/outbox/notification-outbox.ts',
  'integration',
  'notification-outbox',
);
const outboxRows = faultsIn(
  'libs/server/notification/src/outbox/outbox-rows.ts',
  'integration',
  'notification-outbox',
);
const notificationResend = faultsIn(
  'libs/server/notification/src/status/notification-resend.ts',
  'api',
  'operations',
);
const deliveryService = faultsIn(
  'libs/server/notification/src/delivery/delivery.service.ts',
  'integration',
  'delivery.service',
);

/** Of messages on their way to a provider. */
export const notification: readonly Fault[] = [
  notificationLedger(
    'a claim is over before the call of a provider can be',
    'const LEASE = "interval \'20 seconds\'";',
    'const LEASE = "interval \'10 seconds\'";',
  ),
  notificationProcessor(
    'a mail goes out whose link was replaced',
    'if (!message || message.isMoot)',
    'if (!message)',
  ),
  messageReader(
    'a mail of a used link is still good',
    'COALESCE(link.used_at, link.superseded_at) IS NOT NULL AS "isMoot"',
    'link.used_at IS NOT NULL AS "isMoot"',
  ),
  notificationOutbox(
    'a new PIN leaves the older ones of its run sendable',
    "if (message.template === 'pin') await this.revoke(tx, message.challengeId);",
    '',
  ),
  outboxRows(
    'a freeze is told to suspended dealers and operators',
    'AND contact_point.retired_at IS NULL AND customer.suspended_at IS NULL',
    'AND contact_point.retired_at IS NULL',
  ),
  outboxRows(
    'a freeze is told to the dealer above only',
    'recovery_frozen: `${SELECT_OPERATORS} UNION ${DEALER_ABOVE}`',
    'recovery_frozen: DEALER_ABOVE',
  ),
  notificationResend(
    'a PIN is sent again to a contact that was retired',
    "contact.retired_at IS NOT NULL AND (message.template = 'pin' OR",
    "contact.retired_at IS NOT NULL AND (message.template = 'none' OR",
  ),
  deliveryService(
    'a message that a provider may have taken goes to the other at once',
    "if (outcome.kind === 'unknown' || !isProvidersFault(outcome)) return outcome;",
    'if (!isProvidersFault(outcome)) return outcome;',
  ),
];
