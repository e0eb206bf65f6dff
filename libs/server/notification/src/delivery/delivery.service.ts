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

/** While every provider of a channel is left alone, a message looks again after so many seconds. */
const ALL_OPEN = 5;

/** Hands a claimed message to a provider of its channel: to the one that may have it already, or to the first that works. */
@Injectable()
export class DeliveryService {
  private readonly logger = new Logger(DeliveryService.name);

  constructor(
    private readonly notifications: NotificationStore,
    private readonly slots: ProviderSlots,
    private readonly budget: SendBudget,
    @Inject(CHANNELS_OUT) private readonly channels: Channels,
  ) {}

  /** @returns undefined when the look right before the call found the claim lost or the time over */
  async deliver(claim: Claim, message: OutgoingMessage): Promise<Outcome | undefined> {
    const refused = await this.checkBudget(claim, message);
    if (refused) return refused;
    const found = claim.isOutcomeUnknown ? await this.findAtProvider(claim, message) : undefined;
    return found ?? this.tryProviders(claim, message);
  }

  /** A message is paid for once, before its first attempt: whatever comes of that, trying it again costs no budget. */
  private async checkBudget(
    { id, channel, attempt }: Claim,
    { destination }: OutgoingMessage,
  ): Promise<Outcome | undefined> {
    if (attempt > 1) return undefined;
    const reason = await this.budget.spend(id, channel, destination);
    return reason && { kind: 'refused', failure: 'provider_failed', providerCode: `brake ${reason}` };
  }

  /** What certainly was not taken, for reasons of the provider's, goes to the next at once. */
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

  /** What the provider that had it knows of an earlier attempt; undefined when it took none. */
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
   * Not knowing is no leave to send twice: after the gap, look again. Only a provider that has failed for everybody is
   * waited for no longer, where another can take the same message.
   */
  private async waitForProvider(claim: Claim): Promise<Outcome | undefined> {
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
