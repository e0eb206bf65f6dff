import { Injectable, Logger } from '@nestjs/common';
import type { Outcome } from '../channel/channel';
import { DecoySimulator } from '../decoy/decoy-simulator';
import { DeliveryMetrics } from '../status/delivery-metrics';
import { DeliveryService } from './delivery.service';
import { MessageReader } from './message-reader';
import { NotificationStore, type Claim } from '../outbox/notification.store';
import { retryGap } from './retry-gap';

/**
 * Brings one message from its row to its provider. The message goes out once, however often and wherever this runs.
 */
@Injectable()
export class NotificationProcessor {
  private readonly logger = new Logger(NotificationProcessor.name);

  constructor(
    private readonly notifications: NotificationStore,
    private readonly reader: MessageReader,
    private readonly decoys: DecoySimulator,
    private readonly metrics: DeliveryMetrics,
    private readonly delivery: DeliveryService,
  ) {}

  /**
   * Resolves when nothing is left to do for now, even if another worker did it. Rejects when the database is down.
   */
  async deliver(notificationId: string): Promise<void> {
    const claim = await this.notifications.claim(notificationId);
    if (claim) return claim.isDecoy ? this.decoys.begin(claim) : this.send(claim);
    await this.notifications.expire(notificationId);
  }

  private async send(claim: Claim): Promise<void> {
    const message = await this.reader.read(claim.id);
    if (!message || message.isMoot) return this.notifications.abandon(claim, 'moot');
    const { destination } = message;
    const outcome =
      destination === null ? NOWHERE : await this.delivery.deliver(claim, { ...message, destination });
    if (!outcome) return this.notifications.abandon(claim, 'late');
    const fixed = outcome.kind === 'later' ? outcome.inSeconds : undefined;
    await this.notifications.record(claim, outcome, fixed ?? retryGap(claim.attempt, Math.random));
    this.report(claim, outcome);
  }

  private report(claim: Claim, outcome: Outcome): void {
    this.metrics.count(claim.channel, outcome.kind);
    const providerCode = outcome.kind === 'accepted' ? undefined : outcome.providerCode;
    this.logger.log({
      event: `message ${outcome.kind}`,
      notificationId: claim.id,
      channel: claim.channel,
      attempt: claim.attempt,
      providerCode,
    });
  }
}

const NOWHERE: Outcome = { kind: 'refused', failure: 'unreachable', providerCode: 'no destination' };
