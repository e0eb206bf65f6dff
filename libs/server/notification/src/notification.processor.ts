import { Inject, Injectable, Logger } from '@nestjs/common';
import { CHANNELS_OUT, type Channels, type Outcome, type OutgoingMessage } from './channel/channel';
import { DecoyWalk } from './decoy-walk';
import { DeliveryMetrics } from './delivery-metrics';
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
    @Inject(CHANNELS_OUT) private readonly channels: Channels,
  ) {}

  /** Resolves when there is nothing to do for now, whoever did it. Rejects when the database is away. */
  async deliver(notificationId: string): Promise<void> {
    const claim = await this.ledger.claim(notificationId);
    if (claim) return claim.isDecoy ? this.decoys.begin(claim) : this.send(claim);
    await this.ledger.expire(notificationId);
    await this.decoys.advance(notificationId);
  }

  private async send(claim: Claim): Promise<void> {
    const message = await this.reader.read(claim.id);
    if (!message || message.isMoot) return this.ledger.abandon(claim, 'moot');
    const { destination } = message;
    const outcome = destination === null ? NOWHERE : await this.handOver(claim, { ...message, destination });
    if (!outcome) return this.ledger.abandon(claim, 'late');
    await this.ledger.record(claim, outcome, retryGap(claim.attempt, Math.random));
    this.report(claim, outcome);
  }

  /** @returns undefined when the look right before the call found the claim lost or the time over */
  private async handOver(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    const found = claim.isOutcomeUnknown ? await this.look(claim, message) : undefined;
    if (found) return found;
    const secondsLeft = await this.ledger.renew(claim);
    if (secondsLeft === undefined) return undefined;
    return this.channels[claim.channel].deliver(message, secondsLeft);
  }

  /** What the provider knows of an earlier attempt; undefined when it took none. */
  private async look(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    try {
      const providerId = await this.channels[claim.channel].find(message);
      return providerId === undefined ? undefined : { kind: 'accepted', providerId };
    } catch (error) {
      // Not knowing is no leave to send twice: after the gap, look again.
      const { name } = error instanceof Error ? error : new Error();
      this.logger.warn({ event: 'provider could not be asked', notificationId: claim.id, error: name });
      return { kind: 'unknown', providerCode: 'not asked' };
    }
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
