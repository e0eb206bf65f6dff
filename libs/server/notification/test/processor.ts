import { CHANNELS } from '@daiko/contracts';
import { OpsServer, type AppConfig, type Queues } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';
import { Alarms } from '../src/delivery/alarms';
import type { Channels } from '../src/channel/channel';
import { ProviderSlots } from '../src/channel/provider-slots';
import { SendBudget } from '../src/delivery/send-budget.limit';
import { DecoyTargets } from '../src/decoy/decoy-target';
import { DecoySimulator } from '../src/decoy/decoy-simulator';
import { DeliveryMetrics } from '../src/status/delivery-metrics';
import { DeliveryService } from '../src/delivery/delivery.service';
import { HelpDeskService } from '../src/contact/help-desk.service';
import { MessageReader } from '../src/delivery/message-reader';
import { NotificationStore } from '../src/outbox/notification.store';
import { NotificationProcessor } from '../src/delivery/notification.processor';
import { testDeriver, testStable } from './messages';
import { RecordingChannel } from './recording-channel';

/** A processor of a separate worker that uses the given channels. All other channels record what they get. */
export function aProcessor(
  db: DataSource,
  _queues: Queues,
  config: AppConfig,
  given: Partial<Channels>,
): NotificationProcessor {
  const silent = Object.fromEntries(CHANNELS.map((channel) => [channel, { first: new RecordingChannel() }]));
  const channels = { ...silent, ...given } as Channels;
  const ledger = new NotificationStore(db);
  const alarms = new Alarms(db);
  const slots = new ProviderSlots(db, alarms, config);
  const brake = new SendBudget(db, alarms, config, testStable);
  return new NotificationProcessor(
    ledger,
    new MessageReader(db, testDeriver, config, new HelpDeskService(db, config)),
    new DecoySimulator(db, ledger, slots, brake, new DecoyTargets(db, testStable)),
    new DeliveryMetrics(db, alarms, new OpsServer(config)),
    new DeliveryService(ledger, slots, brake, channels),
  );
}
