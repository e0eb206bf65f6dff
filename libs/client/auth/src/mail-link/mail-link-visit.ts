import { Location } from '@angular/common';
import { computed, effect, inject, Service, signal, untracked } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute } from '@angular/router';
import type {
  ConsolidationLink,
  ContactChangeLink,
  ErrorCode,
  LoginIdConfirmed,
  MailLink,
} from '@daiko/contracts';
import { ApiClient, ApiProblem } from '@daiko/client-session';

export type VisitState = 'looking' | 'unreachable' | 'open' | 'refused';

/**
 * A visit by a mailed link. The token is in the fragment of the URL, which is never sent to a server or written to a
 * log. It stays there until it is used up: a phone may drop the page while the user looks for a password, and after
 * the reload the token would otherwise be lost. No other place is allowed for it. A used or refused token is
 * worthless and is removed, so that it does not stay in the browser history. Looking at a link never uses it up,
 * because mail scanners open links too.
 */
@Service({ autoProvided: false })
export class MailLinkVisit {
  private readonly api = inject(ApiClient);
  private readonly location = inject(Location);
  private readonly fragment = toSignal(inject(ActivatedRoute).fragment, { initialValue: null });
  private readonly found = signal<MailLink | null>(null);
  private readonly refused = signal<ErrorCode | null>(null);
  private readonly lost = signal(false);
  private token = '';

  readonly link = this.found.asReadonly();
  readonly refusal = this.refused.asReadonly();
  readonly state = computed((): VisitState => {
    if (this.refused()) return 'refused';
    if (this.found()) return 'open';
    return this.lost() ? 'unreachable' : 'looking';
  });

  constructor() {
    effect(() => {
      const token = new URLSearchParams(this.fragment() ?? '').get('t');
      // Any other fragment is a place on the page (本文へ移動) and not another link.
      if (token !== null || this.token === '') untracked(() => void this.look(token ?? ''));
    });
  }

  /** Asks what the link can be used for, without using it up. */
  async look(token = this.token): Promise<void> {
    this.token = token;
    this.found.set(null);
    this.refused.set(null);
    this.lost.set(false);
    if (token === '') return this.refused.set('mail_link.unknown');
    try {
      this.found.set(await this.api.post<MailLink>('/mail-links/inspection', { token }));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (error.problem) this.refuse(error.problem.code);
      else this.lost.set(true);
    }
  }

  confirmLoginId(): Promise<LoginIdConfirmed> {
    return this.use<LoginIdConfirmed>('/mail-links/login-id', {});
  }

  setPassword(password: string): Promise<void> {
    return this.use('/mail-links/password', { password });
  }

  /** Asks which logins a consolidation would end, without using the link up. */
  consolidation(): Promise<ConsolidationLink> {
    return this.api.post<ConsolidationLink>('/consolidation/link', { token: this.token });
  }

  consolidate(password: string | undefined): Promise<LoginIdConfirmed> {
    return this.use<LoginIdConfirmed>('/consolidation/completion', { password });
  }

  /** Asks which contact a dealer wants to change, without using the link up. */
  contactChange(): Promise<ContactChangeLink> {
    return this.api.post<ContactChangeLink>('/contact-change-links/inspection', { token: this.token });
  }

  answerContactChange(decision: 'approval' | 'refusal'): Promise<void> {
    return this.use(`/contact-change-links/${decision}`, {});
  }

  reportNotMe(): Promise<void> {
    return this.use('/mail-links/not-me', {});
  }

  private async use<T>(path: string, answer: object): Promise<T> {
    try {
      const result = await this.api.post<T>(path, { token: this.token, ...answer });
      this.forget();
      return result;
    } catch (error) {
      if (error instanceof ApiProblem && error.code?.startsWith('mail_link.')) this.refuse(error.code);
      throw error;
    }
  }

  /** A malformed token is treated like an unknown one. */
  private refuse(code: ErrorCode): void {
    this.refused.set(code === 'request.invalid' ? 'mail_link.unknown' : code);
    if (this.refused()?.startsWith('mail_link.')) this.forget();
  }

  private forget(): void {
    this.location.replaceState(this.location.path(false));
  }
}
