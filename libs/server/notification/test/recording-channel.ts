import { randomUUID } from 'node:crypto';
import type { Channel, Outcome, OutgoingMessage } from '../src/channel/channel';

/** A way out that writes down what it was given, and answers as it is told. */
export class RecordingChannel implements Channel {
  readonly delivered: OutgoingMessage[] = [];
  readonly secondsLeft: number[] = [];
  /** What comes of the next messages; when none is left, they are accepted. */
  readonly outcomes: Outcome[] = [];
  /** What the provider says when it is asked. */
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
