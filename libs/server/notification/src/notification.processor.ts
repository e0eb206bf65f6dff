import { Injectable, Logger } from '@nestjs/common';
import type { Outcome } from './channel/channel';
import { DecoyWalk } from './decoy-walk';
import { DeliveryMetrics } from './delivery-metrics';
import { HandOver } from './hand-over';
import { MessageReader } from './message-reader';
import { NotificationLedger, type Claim } from './notification-ledger';
import { retryGap } from './retry-gap';

/** Carries one message from its row to its provider. However often and wherever it runs, the message goes out once. */
@Injectable()
export class NotificationProcessor {
  private readonly logger = new Logger(NotificationProcessor.name);

  constructor(
    private readonly ledger: NotificationLedger,
    private readonly reader: MessageReader,
    private readonly decoys: DecoyWalk,
    private readonly metrics: DeliveryMetrics,
    private readonly handOver: HandOver,
  ) {}

  /** Resolves when there is nothing to do for now, whoever did it. Rejects when the database is away. */
  async deliver(notificationId: string): Promise<void> {
    const claim = await this.ledger.claim(notificationId);
    if (claim) return claim.isDecoy ? this.decoys.begin(claim) : this.send(claim);
    await this.ledger.expire(notificationId);
  }

  private async send(claim: Claim): Promise<void> {
    const message = await this.reader.read(claim.id);
    if (!message || message.isMoot) return this.ledger.abandon(claim, 'moot');
    const { destination } = message;
    const outcome =
      destination === null ? NOWHERE : await this.handOver.run(claim, { ...message, destination });
    if (!outcome) return this.ledger.abandon(claim, 'late');
    const fixed = outcome.kind === 'later' ? outcome.inSeconds : undefined;
    await this.ledger.record(claim, outcome, fixed ?? retryGap(claim.attempt, Math.random));
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
