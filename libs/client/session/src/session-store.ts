import { DOCUMENT } from '@angular/common';
import { computed, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { LoginDetour } from './login-detour';
import { ServerClock } from './server-clock';

/** The result of a request for the session: a session, no session, or a session that has ended. */
export type SessionLook = Session | 'absent' | 'ended';

/** The logged-in customer and the end of the session. The session itself is a cookie that scripts cannot read. */
@Service()
export class SessionStore {
  private readonly api = inject(ApiClient);
  private readonly clock = inject(ServerClock);
  private readonly detour = inject(LoginDetour);
  private readonly router = inject(Router);
  private readonly current = signal<Session | null>(null);
  private looking: Promise<SessionLook> | undefined;

  readonly session = this.current.asReadonly();

  /** Server time in milliseconds at which the session ends if no more requests are sent; null when logged out. */
  readonly endsAt = computed(() => {
    const session = this.current();
    if (!session) return null;
    const idle = Date.parse(session.idleEndsAt) - Date.parse(session.now);
    const kept = this.api.lastAnsweredAt() + (this.clock.now() - Date.now()) + idle;
    return Math.min(Math.max(kept, Date.parse(session.idleEndsAt)), Date.parse(session.absoluteEndsAt));
  });

  constructor() {
    const { location } = inject(DOCUMENT);
    this.api.sessionLost.subscribe(() => this.loseSession());
    // The page shows data of a customer who is no longer logged in.
    this.api.customerChanged.subscribe(() => location.reload());
  }

  /**
   * Asks the server who is logged in; several callers at the same time share one request. Throws if the server cannot
   * be asked.
   */
  load(): Promise<SessionLook> {
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /**
   * Whether a customer is logged in. If the server cannot be asked, the answer is false, so that a public page is
   * still shown.
   */
  async isSignedIn(): Promise<boolean> {
    try {
      return typeof (await this.load()) === 'object';
    } catch (error) {
      if (error instanceof ApiProblem) return false;
      throw error;
    }
  }

  /** @param customerId needed if several customers have this login ID and this password */
  async signIn(loginId: string, password: string, customerId?: string): Promise<void> {
    const body = { loginId, password, ...(customerId !== undefined && { customerId }) };
    const { customer } = this.take(await this.api.post<Session>('/sessions', body));
    forgetDraftsExcept(customer.customerId);
  }

  /** Ends the session and goes to the login page. */
  async signOut(): Promise<void> {
    await this.api.delete('/session');
    sessionStorage.clear();
    this.forget();
    await this.detour.leave('signed_out');
  }

  /** Extends the session by one more idle period. */
  async extend(): Promise<void> {
    this.take(await this.api.post<Session>('/session/extension'));
  }

  /** Sends the password again, before login information or contacts change. */
  async stepUp(password: string): Promise<void> {
    this.take(await this.api.post<Session>('/session/step-up', { password }));
  }

  /** Whether the password was entered again recently enough to change login information. */
  isSteppedUp(): boolean {
    const until = this.current()?.stepUpEndsAt;
    return !!until && Date.parse(until) > this.clock.now();
  }

  /** Takes over a session that the server has just begun or renewed. */
  take(session: Session): Session {
    this.clock.align(session.now);
    this.api.showPagesOf(session.customer.customerId);
    this.current.set(session);
    return session;
  }

  private async look(): Promise<SessionLook> {
    const before = this.current();
    try {
      return this.take(await this.api.get<Session>('/session'));
    } catch (error) {
      if (!ApiProblem.is(error, 'session.absent', 'session.ended')) throw error;
      // A customer who has logged in while the request was in progress stays logged in.
      if (this.current() === before) this.forget();
      return error.code === 'session.ended' ? 'ended' : 'absent';
    }
  }

  /**
   * Only a known session can be lost. The first request for a session, and requests still in progress at logout, do
   * not count as a loss.
   */
  private loseSession(): void {
    if (this.current() === null) return;
    this.forget();
    void this.detour.leave('session_ended', this.router.url);
  }

  private forget(): void {
    this.api.showPagesOf();
    this.current.set(null);
  }
}

/**
 * Deletes the input that another customer had typed in this tab when their session ended. The customer's own drafts
 * stay.
 */
function forgetDraftsExcept(customerId: string): void {
  for (const name of Object.keys(sessionStorage)) {
    if (!name.endsWith(`:${customerId}`)) sessionStorage.removeItem(name);
  }
}
