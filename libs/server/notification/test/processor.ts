import { CHANNELS } from '@daiko/contracts';
import { OpsServer, type AppConfig, type Queues } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';
import { Alarms } from '../src/alarms';
import type { Channels } from '../src/channel/channel';
import { ProviderSlots } from '../src/channel/provider-slots';
import { CostBrake } from '../src/cost-brake';
import { DecoyTargets } from '../src/decoy-target';
import { DecoyWalk } from '../src/decoy-walk';
import { DeliveryMetrics } from '../src/delivery-metrics';
import { HandOver } from '../src/hand-over';
import { HelpDeskService } from '../src/help-desk.service';
import { MessageReader } from '../src/message-reader';
import { NotificationLedger } from '../src/notification-ledger';
import { NotificationProcessor } from '../src/notification.processor';
import { testDeriver, testStable } from './messages';
import { RecordingChannel } from './recording-channel';

/** A processor of a worker of its own, whose ways out are the given ones; the others write down what they get. */
export function aProcessor(
  db: DataSource,
  _queues: Queues,
  config: AppConfig,
  given: Partial<Channels>,
): NotificationProcessor {
  const silent = Object.fromEntries(CHANNELS.map((channel) => [channel, { first: new RecordingChannel() }]));
  const channels = { ...silent, ...given } as Channels;
  const ledger = new NotificationLedger(db);
  const alarms = new Alarms(db);
  const slots = new ProviderSlots(db, alarms, config);
  const brake = new CostBrake(db, alarms, config, testStable);
  return new NotificationProcessor(
    ledger,
    new MessageReader(db, testDeriver, config, new HelpDeskService(db, config)),
    new DecoyWalk(db, ledger, slots, brake, new DecoyTargets(db, testStable)),
    new DeliveryMetrics(db, alarms, new OpsServer(config)),
    new HandOver(ledger, slots, brake, channels),
  );
}
