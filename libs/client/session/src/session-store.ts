import { DOCUMENT } from '@angular/common';
import { computed, inject, Service, signal } from '@angular/core';
import { Router } from '@angular/router';
import type { Session } from '@daiko/contracts';
import { ApiClient } from './api-client';
import { ApiProblem } from './api-problem';
import { LoginDetour } from './login-detour';
import { ServerClock } from './server-clock';

/** How a look for the session ended: signed in, never signed in, or signed in until it ran out. */
export type SessionLook = Session | 'absent' | 'ended';

/** Who is signed in, and until when. The session itself is a cookie that no script can read. */
@Service()
export class SessionStore {
  private readonly api = inject(ApiClient);
  private readonly clock = inject(ServerClock);
  private readonly detour = inject(LoginDetour);
  private readonly router = inject(Router);
  private readonly current = signal<Session | null>(null);
  private looking: Promise<SessionLook> | undefined;

  readonly session = this.current.asReadonly();

  /** Server time in milliseconds at which the session ends if nothing more is asked; null when signed out. */
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
    // Whatever the page shows belongs to somebody who is signed in no more.
    this.api.customerChanged.subscribe(() => location.reload());
  }

  /** Asks the server who is signed in; several callers at once share one request. Throws when it cannot be asked. */
  load(): Promise<SessionLook> {
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** Whether somebody is signed in. A server that cannot be asked is no reason to withhold a public page: then nobody is. */
  async isSignedIn(): Promise<boolean> {
    try {
      return typeof (await this.load()) === 'object';
    } catch (error) {
      if (error instanceof ApiProblem) return false;
      throw error;
    }
  }

  /** @param customerId where several customers have this login ID and this password */
  async signIn(loginId: string, password: string, customerId?: string): Promise<void> {
    const body = { loginId, password, ...(customerId !== undefined && { customerId }) };
    const { customer } = this.take(await this.api.post<Session>('/sessions', body));
    forgetDraftsExcept(customer.customerId);
  }

  /** Ends the session and leaves for the login page. */
  async signOut(): Promise<void> {
    await this.api.delete('/session');
    sessionStorage.clear();
    this.forget();
    await this.detour.leave('signed_out');
  }

  /** One more idle period. */
  async extend(): Promise<void> {
    this.take(await this.api.post<Session>('/session/extension'));
  }

  /** The password again, before login information or contacts change. */
  async stepUp(password: string): Promise<void> {
    this.take(await this.api.post<Session>('/session/step-up', { password }));
  }

  /** Whether the password was given again recently enough to change login information. */
  isSteppedUp(): boolean {
    const until = this.current()?.stepUpEndsAt;
    return !!until && Date.parse(until) > this.clock.now();
  }

  /** A session that the server has just begun or renewed. */
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
      // Who has signed in while the question was under way stays so.
      if (this.current() === before) this.forget();
      return error.code === 'session.ended' ? 'ended' : 'absent';
    }
  }

  /** Only a session that was known can be lost: the first look for one, and what is still under way at sign-out, is not. */
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

/** What somebody else had typed in this tab when their session ended; one's own is found again. */
function forgetDraftsExcept(customerId: string): void {
  for (const name of Object.keys(sessionStorage)) {
    if (!name.endsWith(`:${customerId}`)) sessionStorage.removeItem(name);
  }
}
