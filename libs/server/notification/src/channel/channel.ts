import type { Channel as ChannelName, FailureReason } from '@daiko/contracts';
import type { ReadMessage } from '../delivery/message-reader';

/** What came of handing a message to a provider. */
export type Outcome =
  | { kind: 'accepted'; providerId: string }
  /** For good: the same message would be refused again. */
  | { kind: 'refused'; failure: FailureReason; providerCode: string }
  /**
   * Certainly not taken: the same message may go again, after `inSeconds` or a gap that grows with each attempt.
   * `mailbox`: not because of the provider but of the receiver.
   */
  | { kind: 'later'; providerCode: string; mailbox?: boolean; inSeconds?: number }
  /** Perhaps taken: look before the same message goes again. */
  | { kind: 'unknown'; providerCode: string };

/** A message that has somewhere to go. */
export type OutgoingMessage = ReadMessage & { destination: string };

/** A report of Twilio's by its parameters, whether it came to us or was fetched. */
export type ProviderReport = Record<string, string>;

/** A way out of the system. Two in production: Twilio and SMTP. */
export interface Channel {
  /** Hands the message over, within 15 s. Never rejects for what a provider does. @param secondsLeft until its deadline */
  deliver(message: OutgoingMessage, secondsLeft: number): Promise<Outcome>;
  /** After an unknown outcome: the provider's id for the message if it was taken. */
  find(message: OutgoingMessage): Promise<string | undefined>;
  /** What the provider says of a message now, in the words of its reports; a channel without it is never asked. */
  follow?(providerId: string): Promise<ProviderReport>;
}

/** Every channel has a way out, or the worker does not compile; and a second one where it is configured. */
export type Channels = Record<ChannelName, { first: Channel; second?: Channel }>;
/** Token under which the worker finds its channels. */
export const CHANNELS_OUT = Symbol('channels');
