import type { Channel as ChannelName, FailureReason } from '@daiko/contracts';
import type { ReadMessage } from '../delivery/message-reader';

/** The result of handing a message to a provider. */
export type Outcome =
  | { kind: 'accepted'; providerId: string }
  /** Final: the provider would refuse the same message again. */
  | { kind: 'refused'; failure: FailureReason; providerCode: string }
  /**
   * The provider certainly did not take the message. It may be sent again after `inSeconds`, or after a gap that
   * grows with each attempt. `mailbox`: the reason is the receiver, not the provider.
   */
  | { kind: 'later'; providerCode: string; mailbox?: boolean; inSeconds?: number }
  /** The provider may have taken the message: check before the same message is sent again. */
  | { kind: 'unknown'; providerCode: string };

/** A message that has a destination. */
export type OutgoingMessage = ReadMessage & { destination: string };

/** The parameters of a report from Twilio, whether Twilio sent it or we fetched it. */
export type ProviderReport = Record<string, string>;

/** A way to send messages out of the system. Production has two: Twilio and SMTP. */
export interface Channel {
  /**
   * Hands the message over within 15 s. It never rejects because of something that a provider does.
   * @param secondsLeft until the message's deadline
   */
  deliver(message: OutgoingMessage, secondsLeft: number): Promise<Outcome>;
  /** After an unknown outcome: the provider's id of the message, if the provider took it. */
  find(message: OutgoingMessage): Promise<string | undefined>;
  /**
   * The current state of a message at the provider, in the form of its reports. A channel without this is never
   * asked.
   */
  follow?(providerId: string): Promise<ProviderReport>;
}

/**
 * Every channel needs a first provider, or the worker does not compile. It has a second one where it is configured.
 */
export type Channels = Record<ChannelName, { first: Channel; second?: Channel }>;
/** Token under which the worker finds its channels. */
export const CHANNELS_OUT = Symbol('channels');
