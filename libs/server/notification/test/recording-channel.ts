import { randomUUID } from 'node:crypto';
import type { Channel, Outcome, OutgoingMessage } from '../src/channel/channel';

/** A channel that records what it gets, and returns the outcomes that the test sets. */
export class RecordingChannel implements Channel {
  readonly delivered: OutgoingMessage[] = [];
  readonly secondsLeft: number[] = [];
  /** The outcomes of the next messages. When none is left, messages are accepted. */
  readonly outcomes: Outcome[] = [];
  /** The answer of the provider when it is asked about a message. */
  found: () => Promise<string | undefined> = () => Promise.resolve(undefined);
  looks = 0;
  /** What happens while the provider is called. */
  during: () => Promise<void> = () => Promise.resolve();

  async deliver(message: OutgoingMessage, secondsLeft: number): Promise<Outcome> {
    this.delivered.push(message);
    this.secondsLeft.push(secondsLeft);
    await this.during();
    return this.outcomes.shift() ?? { kind: 'accepted', providerId: `SM${randomUUID()}` };
  }

  async find(): Promise<string | undefined> {
    this.looks += 1;
    return this.found();
  }
}
