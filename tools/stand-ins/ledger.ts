import type { Provider } from './behaviour.ts';
import { CHANNELS, type Channel } from './inbox.ts';

/** One attempt to hand something over, whether it was taken or not. */
export interface Submission {
  channel: Channel;
  to: string;
  /** Which of the two Twilio accounts or mail servers. */
  provider: Provider;
  /** ISO 8601, UTC. */
  at: string;
  /** `accepted`, or why not: `refused 429`, `hang` … */
  result: string;
  /** The provider's id, when it was accepted. */
  sid?: string;
  parameters: Record<string, string>;
}

/** One request of ours to the system. */
export interface Callback {
  url: string;
  at: string;
  parameters: Record<string, string>;
  /** HTTP status of the answer; 0 when there was none. */
  status: number;
}

/** Everything that was submitted and everything that was called back, oldest first. */
export class Ledger {
  private submissions: Submission[] = [];
  private callbacks: Callback[] = [];

  submitted(submission: Omit<Submission, 'at'>): void {
    this.submissions.push({ at: new Date().toISOString(), ...submission });
  }

  calledBack(callback: Omit<Callback, 'at'>): void {
    this.callbacks.push({ at: new Date().toISOString(), ...callback });
  }

  report(to?: string): object {
    const submissions = this.submissions.filter((submission) => to === undefined || submission.to === to);
    const count = Object.fromEntries(
      CHANNELS.map((channel) => [channel, submissions.filter((row) => row.channel === channel).length]),
    );
    return { count, submissions, callbacks: this.callbacks };
  }

  clear(): void {
    this.submissions = [];
    this.callbacks = [];
  }
}
