import { inject, Service, signal } from '@angular/core';
import { ApiProblem, hasDraft, SessionStore } from '@daiko/client-session';

/** ログアウト, for every place where it can be pressed. */
@Service()
export class SignOut {
  private readonly sessions = inject(SessionStore);
  private readonly underWay = signal(false);
  private readonly lastFailure = signal<ApiProblem | undefined>(undefined);
  private readonly asked = signal(false);

  /** Why the logout failed; undefined if no failure is known. */
  readonly failure = this.lastFailure.asReadonly();
  /** Input would be lost, so the user is asked first. */
  readonly asks = this.asked.asReadonly();

  async run(): Promise<void> {
    if (hasDraft(this.sessions.session()?.customer.customerId ?? '')) this.asked.set(true);
    else await this.runAnyway();
  }

  /** Deletes the input together with the session. */
  async runAnyway(): Promise<void> {
    if (this.underWay()) return;
    this.asked.set(false);
    this.underWay.set(true);
    this.lastFailure.set(undefined);
    try {
      await this.sessions.signOut();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.lastFailure.set(error);
    } finally {
      this.underWay.set(false);
    }
  }

  stay(): void {
    this.asked.set(false);
  }
}
