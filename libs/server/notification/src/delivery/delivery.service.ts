import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  CHANNELS_OUT,
  type Channel,
  type Channels,
  type Outcome,
  type OutgoingMessage,
} from '../channel/channel';
import { SLOTS, type SlotName } from '../channel/slot';
import { isProvidersFault, ProviderSlots } from '../channel/provider-slots';
import { SendBudget } from './send-budget.limit';
import { NotificationStore, type Claim } from '../outbox/notification.store';

/** Seconds after which a message tries again while the circuits of all providers of its channel are open. */
const ALL_OPEN = 5;

/**
 * Hands a claimed message to a provider of its channel: the one that may already have it, or the first that works.
 */
@Injectable()
export class DeliveryService {
  private readonly logger = new Logger(DeliveryService.name);

  constructor(
    private readonly notifications: NotificationStore,
    private readonly slots: ProviderSlots,
    private readonly budget: SendBudget,
    @Inject(CHANNELS_OUT) private readonly channels: Channels,
  ) {}

  /**
   * @returns undefined when the check right before the call found that the claim was lost or the deadline had passed
   */
  async deliver(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    const refused = await this.checkBudget(claim, message);
    if (refused) return refused;
    const found = claim.isOutcomeUnknown ? await this.findAtProvider(claim, message) : undefined;
    return found ?? this.tryProviders(claim, message);
  }

  /**
   * A message uses budget once, before its first attempt. Further attempts use no budget, whatever the outcome was.
   */
  private async checkBudget(
    { id, channel, attempt }: Claim,
    { destination }: OutgoingMessage,
  ): Promise<Outcome | undefined> {
    if (attempt > 1) return undefined;
    const reason = await this.budget.spend(id, channel, destination);
    return reason && { kind: 'refused', failure: 'provider_failed', providerCode: `brake ${reason}` };
  }

  /**
   * When a provider certainly did not take the message, for a reason of its own, the next provider is tried
   * immediately.
   */
  private async tryProviders(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    let outcome: Outcome = { kind: 'later', providerCode: 'circuit open', inSeconds: ALL_OPEN };
    for (const [slot, provider] of this.providers(claim)) {
      if (!(await this.mayAsk(claim, slot))) continue;
      const secondsLeft = await this.notifications.renew(claim, slot);
      if (secondsLeft === undefined) return undefined;
      outcome = await provider.deliver(message, secondsLeft);
      await this.slots.note(claim.channel, slot, outcome);
      if (outcome.kind === 'unknown' || !isProvidersFault(outcome)) return outcome;
    }
    return outcome;
  }

  /** Asks the provider of the earlier attempt whether it took the message; undefined when it did not. */
  private async findAtProvider(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    const provider = this.channels[claim.channel][claim.slot];
    if (provider === undefined) return undefined; // no longer configured
    try {
      const providerId = await provider.find(message);
      return providerId === undefined ? undefined : { kind: 'accepted', providerId };
    } catch (error) {
      const { name } = error instanceof Error ? error : new Error();
      this.logger.warn({ event: 'provider could not be asked', notificationId: claim.id, error: name });
    }
    return this.waitForProvider(claim);
  }

  /**
   * An unknown outcome is no permission to send twice: the message waits, and the provider is asked again after the
   * gap. The message goes to another provider only if there is one and the circuit of the first is open, which means
   * that it fails for all messages.
   */
  private async waitForProvider(claim: Claim): Promise<Outcome | undefined> {
    const outcome: Outcome = { kind: 'unknown', providerCode: 'not asked' };
    await this.slots.note(claim.channel, claim.slot, outcome);
    const hasOther = this.providers(claim).length > 1;
    return hasOther && (await this.slots.isOpen(claim.channel, claim.slot)) ? undefined : outcome;
  }

  /** The only provider of a channel is always used: pausing it would not help. */
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
