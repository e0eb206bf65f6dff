import { CHANNELS } from '@daiko/contracts';
import { OpsServer, type AppConfig, type Queues } from '@daiko/server-platform';
import type { DataSource } from 'typeorm';
import { Alarms } from '../src/alarms';
import type { Channels } from '../src/channel/channel';
import { ProviderSlots } from '../src/channel/provider-slots';
import { CostBrake } from '../src/cost-brake';
import { DecoyWalk } from '../src/decoy-walk';
import { DeliveryMetrics } from '../src/delivery-metrics';
import { HandOver } from '../src/hand-over';
import { MessageReader } from '../src/message-reader';
import { NotificationLedger } from '../src/notification-ledger';
import { NotificationProcessor } from '../src/notification.processor';
import { testDeriver } from './messages';
import { RecordingChannel } from './recording-channel';

/** A processor of a worker of its own, whose ways out are the given ones; the others write down what they get. */
export function aProcessor(
  db: DataSource,
  queues: Queues,
  config: AppConfig,
  given: Partial<Channels>,
): NotificationProcessor {
  const silent = Object.fromEntries(CHANNELS.map((channel) => [channel, { first: new RecordingChannel() }]));
  const channels = { ...silent, ...given } as Channels;
  const ledger = new NotificationLedger(db);
  const alarms = new Alarms(db);
  const brake = new CostBrake(db, alarms, config);
  return new NotificationProcessor(
    ledger,
    new MessageReader(db, testDeriver, config),
    new DecoyWalk(db, queues, brake),
    new DeliveryMetrics(db, alarms, new OpsServer(config)),
    new HandOver(ledger, new ProviderSlots(db, alarms, config), brake, channels),
  );
}
