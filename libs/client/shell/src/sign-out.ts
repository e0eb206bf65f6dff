import { inject, Service, signal } from '@angular/core';
import { ApiProblem, SessionStore } from '@daiko/client-session';

/** ログアウト, from wherever it is pressed; `failed` while it could not be done. */
@Service()
export class SignOut {
  private readonly sessions = inject(SessionStore);
  private readonly underWay = signal(false);
  private readonly lastFailed = signal(false);
  readonly failed = this.lastFailed.asReadonly();

  async run(): Promise<void> {
    if (this.underWay()) return;
    this.underWay.set(true);
    this.lastFailed.set(false);
    try {
      await this.sessions.signOut();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.lastFailed.set(true);
    } finally {
      this.underWay.set(false);
    }
  }
}
