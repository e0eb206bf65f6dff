import { inject, Service, signal } from '@angular/core';
import type { PinWork as Challenge, PinWorkSolution } from '@daiko/contracts';
import { ApiClient, ApiProblem } from '@daiko/client-session';

/**
 * The work that the server requires with a PIN while many PINs are guessed. The browser does it while the PIN is on
 * its way, so that a user who takes a few seconds to read and type does not have to wait for it.
 */
@Service()
export class PinWork {
  private readonly api = inject(ApiClient);
  private readonly underWay = signal(0);
  private begun: Promise<PinWorkSolution | undefined> | null = null;

  /** True while the browser computes. */
  readonly busy = () => this.underWay() > 0;

  /** Starts the work in the background; does nothing if it has started already. */
  prepare(): void {
    if (this.begun !== null) return;
    const begun = this.solve();
    this.begun = begun;
    // The work is tried again when the PIN is sent, and the user sees the error then.
    begun.catch(() => {
      if (this.begun === begun) this.begun = null;
    });
  }

  /** Returns the prepared work once; undefined if none was prepared. */
  async take(): Promise<PinWorkSolution | undefined> {
    const begun = this.begun;
    this.begun = null;
    return begun?.catch(() => undefined);
  }

  /** @returns undefined if it took too long. @throws ApiProblem */
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

/** Loaded only by a browser from which work is required. */
async function loadSolver() {
  try {
    return await import('./work-solver');
  } catch (cause) {
    throw Object.assign(new ApiProblem('offline'), { cause });
  }
}
