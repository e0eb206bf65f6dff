import { inject, Service, signal } from '@angular/core';
import type { PinWork as Challenge, PinWorkSolution } from '@daiko/contracts';
import { ApiClient, ApiProblem } from '@daiko/client-session';

/**
 * The work that the server demands with a PIN while many are guessed. Done while the PIN is still on its way, so that
 * nobody waits for it who takes a few seconds to read and type.
 */
@Service()
export class PinWork {
  private readonly api = inject(ApiClient);
  private readonly underWay = signal(0);
  private begun: Promise<PinWorkSolution | undefined> | null = null;

  /** True while the browser computes. */
  readonly busy = () => this.underWay() > 0;

  /** Begins in the background; nothing more when it has begun. */
  prepare(): void {
    if (this.begun !== null) return;
    const begun = this.solve();
    this.begun = begun;
    // Whoever sends the PIN tries again, and is told.
    begun.catch(() => {
      if (this.begun === begun) this.begun = null;
    });
  }

  /** What was prepared, once; undefined when nothing was. */
  async take(): Promise<PinWorkSolution | undefined> {
    const begun = this.begun;
    this.begun = null;
    return begun?.catch(() => undefined);
  }

  /** @returns undefined when it took too long. @throws ApiProblem */
  async solve(): Promise<PinWorkSolution | undefined> {
    this.underWay.update((count) => count + 1);
    try {
      const [challenge, solver] = await Promise.all([
        this.api.post<Challenge>('/pin-run/work'),
        loadSolver(),
      ]);
      return await solver.solveWork(challenge);
    } finally {
      this.underWay.update((count) => count - 1);
    }
  }
}

/** Nobody loads it who is not asked for work. */
async function loadSolver() {
  try {
    return await import('./work-solver');
  } catch (cause) {
    throw Object.assign(new ApiProblem('offline'), { cause });
  }
}
