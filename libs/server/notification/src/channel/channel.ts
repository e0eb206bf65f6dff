import type { Channel as ChannelName, FailureReason } from '@daiko/contracts';
import type { ReadMessage } from '../message-reader';

/** What came of handing a message to a provider. */
export type Outcome =
  | { kind: 'accepted'; providerId: string }
  /** For good: the same message would be refused again. */
  | { kind: 'refused'; failure: FailureReason; providerCode: string }
  /** Certainly not taken: the same message may go again. */
  | { kind: 'later'; providerCode: string }
  /** Perhaps taken: look before the same message goes again. */
  | { kind: 'unknown'; providerCode: string };

/** A message that has somewhere to go. */
export type OutgoingMessage = ReadMessage & { destination: string };

/** A way out of the system. Two in production: Twilio and SMTP. */
export interface Channel {
  /** Hands the message over, within 15 s. Never rejects for what a provider does. @param secondsLeft until its deadline */
  deliver(message: OutgoingMessage, secondsLeft: number): Promise<Outcome>;
  /** After an unknown outcome: the provider's id for the message if it was taken. */
  find(message: OutgoingMessage): Promise<string | undefined>;
}

/** Every channel has exactly one way out, or the worker does not compile. */
export type Channels = Record<ChannelName, Channel>;
/** Token under which the worker finds its channels. */
export const CHANNELS_OUT = Symbol('channels');
