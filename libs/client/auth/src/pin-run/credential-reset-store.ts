import { computed, effect, inject, Service, signal, untracked, type DestroyRef } from '@angular/core';
import type { PinPurpose, PinRun } from '@daiko/contracts';
import { ApiProblem, ServerClock } from '@daiko/client-session';
import { PinRunClient } from './pin-run-client';
import { reachedStep, type Known, type ResetStep } from './reset-step';
import { RunProgress } from './run-progress';

const NOTHING: Known = { run: null, purpose: null };

/** The one run of this browser: which step it is at, for every page, tab and reload alike. */
@Service()
export class CredentialResetStore {
  private readonly client = inject(PinRunClient);
  private readonly progress = inject(RunProgress);
  private readonly clock = inject(ServerClock);
  private readonly known = signal<Known>(NOTHING);
  private readonly asked = signal(false);
  private readonly reachable = signal(true);
  private readonly watchers = signal(0);
  private readonly detour = signal<'none' | 'correct' | 'reconsider'>('none');
  private readonly tick = signal(0);
  /** Answers to questions of an earlier run do not count for this one. */
  private readonly era = signal(0);

  readonly run = computed(() => this.known().run);
  /** False until the server was asked whether a run is under way. */
  readonly restored = this.asked.asReadonly();
  /** False while the server cannot be asked how the run goes on. */
  readonly connected = this.reachable.asReadonly();
  /** Server time in milliseconds, set anew each second while a page waits. */
  readonly now = computed(() => {
    this.tick();
    return this.clock.now();
  });
  /** The procedure that is under way, or was until it ended elsewhere. */
  readonly purpose = computed(() => this.known().purpose);

  private readonly reached = computed(() => reachedStep(this.known()));
  private readonly stage = computed((): ResetStep => {
    if (this.detour() === 'correct') return 'identify';
    const isReconsidered = this.detour() === 'reconsider' && this.reached() === 'waiting';
    return isReconsidered ? 'choosing' : this.reached();
  });
  /** The awaited PIN did not arrive: another way is the next step, not its input. */
  readonly isUndelivered = computed(
    () => this.run()?.state === 'waiting' && this.run()?.pin?.delivery.state === 'failed',
  );
  /** Whether the PIN is over by the clock of this page, which somebody may have set meanwhile: the server knows. */
  private readonly seemsExpired = computed(() => {
    const run = this.run();
    return run?.state === 'waiting' && run.pin !== null && Date.parse(run.pin.expiresAt) <= this.now();
  });
  private readonly issues = computed(() => this.run()?.pin?.issues ?? 0);
  private readonly watched = computed(() => this.watchers() > 0 && this.run() !== null);
  private readonly awaiting = computed(
    () => this.watched() && ['waiting', 'mail_sent'].includes(this.run()?.state ?? ''),
  );

  constructor() {
    effect((onCleanup) => {
      if (!this.awaiting()) return;
      const era = this.era();
      // The stream may tell of the run's end before it is closed here.
      const take = (run: PinRun) => era === this.era() && this.take(run);
      const listener = { take, ask: () => void this.ask() };
      onCleanup(untracked(() => this.progress.follow(listener)));
    });
    effect(() => {
      if (this.watched() && this.seemsExpired()) untracked(() => void this.ask());
    });
    effect((onCleanup) => {
      if (!this.watched()) return;
      const ticking = setInterval(() => this.tick.set(this.clock.now()), 1_000);
      onCleanup(() => clearInterval(ticking));
    });
  }

  /** The step of one procedure; another one's run leaves it at its beginning. */
  stepOf(purpose: PinPurpose): ResetStep {
    return this.known().purpose === purpose ? this.stage() : 'identify';
  }

  /** How far one procedure is, also while its page shows what was typed before. */
  reachedOf(purpose: PinPurpose): ResetStep {
    return this.known().purpose === purpose ? this.reached() : 'identify';
  }

  /** For the page that shows the run: takes up a run that is under way, and follows it until the page goes. */
  watch(page: DestroyRef): void {
    this.watchers.update((count) => count + 1);
    page.onDestroy(() => this.watchers.update((count) => count - 1));
    void this.ask();
  }

  async open(purpose: PinPurpose, identity: object = {}): Promise<void> {
    const run = await this.client.open(purpose, identity);
    this.begin({ run, purpose });
  }

  /** Sends a PIN, or another one. Asking again after a lost answer does not send twice: the run tells whether it was sent. */
  async issue(destinationId: string): Promise<void> {
    const before = this.issues();
    if (!this.reachable()) await this.ask();
    if (this.issues() === before) this.take(await this.settle(this.client.issue(destinationId)));
    this.detour.set('none');
  }

  /** 送信. After a lost answer the run tells whether the PIN was taken. */
  async complete(purpose: PinPurpose, answers: object): Promise<void> {
    // Sent from beside what was typed before, the answer belongs to the PIN all the same.
    this.detour.set('none');
    if (!this.reachable()) await this.ask();
    if (this.run()?.state === 'mail_sent' || this.run()?.state === 'done') return;
    this.take(await this.settle(this.client.complete(purpose, answers)));
  }

  /** 別の通知先を選ぶ: the PIN that was sent counts until another one is. */
  reconsider(): void {
    this.detour.set('reconsider');
  }

  /** 手続きに戻る: the page shows the run where it stands. */
  resume(): void {
    this.detour.set('none');
  }

  /** 入力を直す: the run goes on until 確認 opens another one. */
  correct(): void {
    this.detour.set('correct');
  }

  /** はじめからやり直す. */
  async restart(): Promise<void> {
    // A run that vanished may have been replaced by another page's, which is not this page's to end.
    if (this.run()) await this.client.abandon();
    this.begin(NOTHING);
  }

  /** Seconds until a PIN may be sent (again) to a destination; 0 when it may be now. */
  waitOf(destinationId: string): number {
    const run = this.run();
    if (!run) return 0;
    const wait = run.destinations.find(({ id }) => id === destinationId)?.waitSeconds ?? 0;
    // The page's clock moves once a second: a younger answer makes a wait neither of none nor longer than it is.
    const passed = Math.max(0, this.now() - Date.parse(run.now));
    return Math.max(0, Math.ceil(wait - passed / 1_000));
  }

  /** Asks how the run goes on. A lost line shows in `connected`; the next answer sets it right. */
  private async ask(): Promise<void> {
    const era = this.era();
    try {
      const run = await this.client.find();
      this.reachable.set(true);
      if (era !== this.era()) return;
      if (run) this.take(run);
      else this.lose();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.reachable.set(false);
    } finally {
      this.asked.set(true);
    }
  }

  /** A refusal may have moved the run on: an attempt spent, a lock, a newer PIN. A lost answer may have, too. */
  private async settle<T>(answer: Promise<T>): Promise<T> {
    try {
      return await answer;
    } catch (error) {
      if (error instanceof ApiProblem && error.kind !== 'refused') this.reachable.set(false);
      else await this.ask();
      throw error;
    }
  }

  private begin(known: Known): void {
    this.era.update((era) => era + 1);
    this.asked.set(true);
    this.detour.set('none');
    this.known.set(known);
    if (known.run) this.clock.align(known.run.now);
  }

  private take(run: PinRun): void {
    const { run: before, purpose } = this.known();
    if (before && Date.parse(run.now) < Date.parse(before.now)) return;
    this.clock.align(run.now);
    this.reachable.set(true);
    // The mail's link outlives the run that sent it: the page goes on saying where the mail went.
    if (before?.state === 'mail_sent' && run.state === 'ended') return;
    if (purpose !== null && purpose !== run.purpose) this.lose();
    else this.known.set({ run, purpose: run.purpose });
  }

  private lose(): void {
    if (this.run()?.state === 'mail_sent') return;
    this.known.update(({ purpose }) => ({ run: null, purpose }));
  }
}
