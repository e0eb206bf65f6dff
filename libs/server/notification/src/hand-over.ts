import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  CHANNELS_OUT,
  SLOTS,
  type Channel,
  type Channels,
  type Outcome,
  type OutgoingMessage,
  type SlotName,
} from './channel/channel';
import { isProvidersFault, ProviderSlots } from './channel/provider-slots';
import { CostBrake } from './cost-brake';
import { NotificationLedger, type Claim } from './notification-ledger';

/** While every provider of a channel is left alone, a message looks again after so many seconds. */
const ALL_OPEN = 5;

/** Hands a claimed message to a provider of its channel: to the one that may have it already, or to the first that works. */
@Injectable()
export class HandOver {
  private readonly logger = new Logger(HandOver.name);

  constructor(
    private readonly ledger: NotificationLedger,
    private readonly slots: ProviderSlots,
    private readonly brake: CostBrake,
    @Inject(CHANNELS_OUT) private readonly channels: Channels,
  ) {}

  /** @returns undefined when the look right before the call found the claim lost or the time over */
  async run(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    const refused = await this.brakes(claim, message);
    if (refused) return refused;
    const found = claim.isOutcomeUnknown ? await this.look(claim, message) : undefined;
    return found ?? this.offer(claim, message);
  }

  /** A message is paid for once, before its first attempt: whatever comes of that, trying it again costs no budget. */
  private async brakes(
    { id, channel, attempt }: Claim,
    { destination }: OutgoingMessage,
  ): Promise<Outcome | undefined> {
    if (attempt > 1) return undefined;
    const reason = await this.brake.spend(id, channel, destination);
    return reason && { kind: 'refused', failure: 'provider_failed', providerCode: `brake ${reason}` };
  }

  /** What certainly was not taken, for reasons of the provider's, goes to the next at once. */
  private async offer(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    let outcome: Outcome = { kind: 'later', providerCode: 'circuit open', inSeconds: ALL_OPEN };
    for (const [slot, provider] of this.providers(claim)) {
      if (!(await this.mayAsk(claim, slot))) continue;
      const secondsLeft = await this.ledger.renew(claim, slot);
      if (secondsLeft === undefined) return undefined;
      outcome = await provider.deliver(message, secondsLeft);
      await this.slots.note(claim.channel, slot, outcome);
      if (outcome.kind === 'unknown' || !isProvidersFault(outcome)) return outcome;
    }
    return outcome;
  }

  /** What the provider that had it knows of an earlier attempt; undefined when it took none. */
  private async look(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    const provider = this.channels[claim.channel][claim.slot];
    if (provider === undefined) return undefined; // no longer configured
    try {
      const providerId = await provider.find(message);
      return providerId === undefined ? undefined : { kind: 'accepted', providerId };
    } catch (error) {
      const { name } = error instanceof Error ? error : new Error();
      this.logger.warn({ event: 'provider could not be asked', notificationId: claim.id, error: name });
    }
    return this.unasked(claim);
  }

  /**
   * Not knowing is no leave to send twice: after the gap, look again. Only a provider that has failed for everybody is
   * waited for no longer, where another can take the same message.
   */
  private async unasked(claim: Claim): Promise<Outcome | undefined> {
    const outcome: Outcome = { kind: 'unknown', providerCode: 'not asked' };
    await this.slots.note(claim.channel, claim.slot, outcome);
    const hasOther = this.providers(claim).length > 1;
    return hasOther && (await this.slots.isOpen(claim.channel, claim.slot)) ? undefined : outcome;
  }

  /** A provider that is alone is always asked: leaving it alone would help nobody. */
  private async mayAsk(claim: Claim, slot: SlotName): Promise<boolean> {
    return this.providers(claim).length === 1 || this.slots.admits(claim.channel, slot);
  }

  private providers({ channel }: Claim): [SlotName, Channel][] {
    return SLOTS.flatMap((slot): [SlotName, Channel][] => {
      const provider = this.channels[channel][slot];
      return provider ? [[slot, provider]] : [];
    });
  }
}
