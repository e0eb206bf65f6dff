import { computed, effect, inject, Service, signal, untracked, type DestroyRef } from '@angular/core';
import type { PinPurpose, PinRun } from '@daiko/contracts';
import { ApiProblem, ServerClock } from '@daiko/client-session';
import { PinRunClient } from './pin-run-client';
import { reachedStep, type Known, type ResetStep } from './reset-step';
import { RunProgress } from './run-progress';

const NOTHING: Known = { run: null, purpose: null };

/** The one run of this browser: the step it has reached, the same for every page, tab and reload. */
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
  /** Counts the runs. An answer to a request of an earlier run is ignored. */
  private readonly era = signal(0);

  readonly run = computed(() => this.known().run);
  /** False until the server was asked whether a run is in progress. */
  readonly restored = this.asked.asReadonly();
  /** False while the server cannot be reached for the state of the run. */
  readonly connected = this.reachable.asReadonly();
  /** Server time in milliseconds, updated every second while a page waits. */
  readonly now = computed(() => {
    this.tick();
    return this.clock.now();
  });
  /** The procedure that is in progress, or that was in progress until it ended elsewhere. */
  readonly purpose = computed(() => this.known().purpose);

  private readonly reached = computed(() => reachedStep(this.known()));
  private readonly stage = computed((): ResetStep => {
    if (this.detour() === 'correct') return 'identify';
    const isReconsidered = this.detour() === 'reconsider' && this.reached() === 'waiting';
    return isReconsidered ? 'choosing' : this.reached();
  });
  /** The PIN did not arrive: the next step is to choose another destination, not to enter a PIN. */
  readonly isUndelivered = computed(
    () => this.run()?.state === 'waiting' && this.run()?.pin?.delivery.state === 'failed',
  );
  /** By the clock of this page, which the user may have changed: the server is asked before the page says so. */
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
      // The stream of an earlier run may report its end before it is closed here: the check of `era` ignores that.
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

  /** The step of one procedure. If the run belongs to another procedure, this one is at its beginning. */
  stepOf(purpose: PinPurpose): ResetStep {
    return this.known().purpose === purpose ? this.stage() : 'identify';
  }

  /** How far one procedure has come, even while its page shows the earlier input. */
  reachedOf(purpose: PinPurpose): ResetStep {
    return this.known().purpose === purpose ? this.reached() : 'identify';
  }

  /** For the page that shows the run: loads a run that is in progress and follows it until the page is left. */
  watch(page: DestroyRef): void {
    this.watchers.update((count) => count + 1);
    page.onDestroy(() => this.watchers.update((count) => count - 1));
    void this.ask();
  }

  async open(purpose: PinPurpose, identity: object = {}): Promise<void> {
    const run = await this.client.open(purpose, identity);
    this.begin({ run, purpose });
  }

  /** Sends a PIN, or another one. After a lost answer it does not send twice: the run shows whether a PIN was sent. */
  async issue(destinationId: string): Promise<void> {
    const before = this.issues();
    if (!this.reachable()) await this.ask();
    if (this.issues() === before) this.take(await this.settle(this.client.issue(destinationId)));
    this.detour.set('none');
  }

  /** 送信. After a lost answer the run shows whether the PIN was accepted. */
  async complete(purpose: PinPurpose, answers: object): Promise<void> {
    // The user may press 送信 while the page shows the earlier input; the answer still belongs to the PIN.
    this.detour.set('none');
    if (!this.reachable()) await this.ask();
    if (this.run()?.state === 'mail_sent' || this.run()?.state === 'done') return;
    this.take(await this.settle(this.client.complete(purpose, answers)));
  }

  /** 別の通知先を選ぶ: the PIN that was sent stays valid until another one is sent. */
  reconsider(): void {
    this.detour.set('reconsider');
  }

  /** 手続きに戻る: the page shows the current step of the run. */
  resume(): void {
    this.detour.set('none');
  }

  /** 入力を直す: the run continues until 確認 opens another one. */
  correct(): void {
    this.detour.set('correct');
  }

  /** はじめからやり直す. */
  async restart(): Promise<void> {
    // If the run vanished, another page may have replaced it with its own run, which this page must not end.
    if (this.run()) await this.client.abandon();
    this.begin(NOTHING);
  }

  /** Seconds until a PIN may be sent (again) to a destination; 0 if it may be sent now. */
  waitOf(destinationId: string): number {
    const run = this.run();
    if (!run) return 0;
    const wait = run.destinations.find(({ id }) => id === destinationId)?.waitSeconds ?? 0;
    // The clock of the page moves once a second: an answer that is newer than the clock must not make a wait longer.
    const passed = Math.max(0, this.now() - Date.parse(run.now));
    return Math.max(0, Math.ceil(wait - passed / 1_000));
  }

  /** Asks for the state of the run. A lost connection shows in `connected`; the next answer resets it. */
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

  /** A refusal or a lost answer may mean that the run has changed: one attempt fewer, a lock, or a newer PIN. */
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
    // The link in the mail stays valid after the run that sent it: the page keeps showing where the mail was sent.
    if (before?.state === 'mail_sent' && run.state === 'ended') return;
    if (purpose !== null && purpose !== run.purpose) this.lose();
    else this.known.set({ run, purpose: run.purpose });
  }

  private lose(): void {
    if (this.run()?.state === 'mail_sent') return;
    this.known.update(({ purpose }) => ({ run: null, purpose }));
  }
}
