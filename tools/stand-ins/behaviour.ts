import { CHANNELS, type Channel } from './inbox.ts';

/** What happens to a submission. `README.md` says what each means. */
export const MODES = ['ok', 'refuse', 'hang', 'hold', 'drop', 'slow'] as const;
export type Mode = (typeof MODES)[number];

/** The system's providers of a channel: two Twilio accounts, two mail servers. */
export const PROVIDERS = ['first', 'second'] as const;
export type Provider = (typeof PROVIDERS)[number];

/** One planned behaviour of a channel. */
export interface Plan {
  mode: Mode;
  /** For `refuse`: HTTP 400, 429, 500 …, or SMTP 421, 450, 550. */
  status?: number;
  /** For `refuse`: the provider's own error code, such as 21614. */
  code?: number;
  /** How many submissions it is for; unset: until it is replaced. */
  times?: number;
  /** Only submissions to this phone number or address. */
  to?: string;
  /** Only submissions to this provider. */
  provider?: Provider;
  /** For `slow`: how long the answer takes. */
  milliseconds?: number;
}

/** How a message or call that was accepted goes on. */
export interface Outcome {
  /** SMS: delivered, undelivered, failed. Voice: human, machine, busy, no-answer, failed. */
  result?: string;
  /** Carrier code in the callback of a failed message, such as 30003. */
  errorCode?: number;
  /** Keys that the person presses, one at each question, such as "1" or "19". */
  keys?: string;
  /** Callbacks once and in order, each twice, or the last first. */
  callbacks?: 'once' | 'twice' | 'reversed';
  to?: string;
}

const byChannel = <T>(value: () => T): Record<Channel, T> =>
  Object.fromEntries(CHANNELS.map((channel) => [channel, value()])) as Record<Channel, T>;

/** What the stand-ins do next, as tests and people ask for it. */
export class Behaviour {
  private plans = byChannel<Plan[]>(() => []);
  private outcomes = byChannel<Outcome[]>(() => []);
  private held: (() => void)[] = [];

  plan(channel: Channel, plan: Plan): void {
    this.plans[channel] = [plan, ...this.plans[channel].filter((other) => !isAbout(other, plan))];
  }

  decide(channel: Channel, outcome: Outcome): void {
    this.outcomes[channel] = [outcome, ...this.outcomes[channel].filter((other) => other.to !== outcome.to)];
  }

  /** The plan for this submission; spends one of its `times`. */
  next(channel: Channel, to: string, provider: Provider): Plan {
    const isFor = (plan: Plan) => (plan.provider ?? provider) === provider;
    const plan = this.plans[channel].find((candidate) => isFor(candidate) && fits(candidate, to));
    if (plan?.times !== undefined) {
      plan.times -= 1;
      if (plan.times <= 0) this.plans[channel] = this.plans[channel].filter((other) => other !== plan);
    }
    return plan ?? { mode: 'ok' };
  }

  outcome(channel: Channel, to: string): Outcome {
    return this.outcomes[channel].find((candidate) => fits(candidate, to)) ?? {};
  }

  /** Waits until somebody calls `release()`. */
  hold(): Promise<void> {
    return new Promise((resolve) => this.held.push(resolve));
  }

  /** Answers everything that is held. @returns how many that were */
  release(): number {
    const waiting = this.held;
    this.held = [];
    for (const answer of waiting) answer();
    return waiting.length;
  }

  reset(): void {
    this.plans = byChannel(() => []);
    this.outcomes = byChannel(() => []);
    this.release();
  }
}

const isAbout = (one: Plan, other: Plan) => one.to === other.to && one.provider === other.provider;

function fits(candidate: { to?: string }, to: string): boolean {
  return candidate.to === undefined || candidate.to.toLowerCase() === to.toLowerCase();
}
