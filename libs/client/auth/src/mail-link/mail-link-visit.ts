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
 * A visit by a mailed link. The token stands in the address's fragment, which no server and no log ever sees.
 * It stays there until it is used up: a phone that drops the page while one looks for a password would otherwise end in
 * nothing at the reload, and no other place to keep it is allowed. Used or refused it is worth nothing and is taken away,
 * so that no history keeps it. Looking never uses it up: mail scanners look, too.
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
      // Any other fragment is a place on the page (本文へ移動), not another link.
      if (token !== null || this.token === '') untracked(() => void this.look(token ?? ''));
    });
  }

  /** Asks what the link is good for, without using it up. */
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

  /** What a consolidation would end, without using the link up. */
  consolidation(): Promise<ConsolidationLink> {
    return this.api.post<ConsolidationLink>('/consolidation/link', { token: this.token });
  }

  consolidate(password: string | undefined): Promise<LoginIdConfirmed> {
    return this.use<LoginIdConfirmed>('/consolidation/completion', { password });
  }

  /** What a dealer asked to change, without using the link up. */
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

  /** A token that is malformed is as unknown as any other. */
  private refuse(code: ErrorCode): void {
    this.refused.set(code === 'request.invalid' ? 'mail_link.unknown' : code);
    if (this.refused()?.startsWith('mail_link.')) this.forget();
  }

  private forget(): void {
    this.location.replaceState(this.location.path(false));
  }
}
