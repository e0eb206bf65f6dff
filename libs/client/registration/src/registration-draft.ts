import { inject, Service } from '@angular/core';
import { SessionStore } from '@daiko/client-session';
import type { TypedRegistration } from './registration-form';

interface Draft {
  /** Of the form: sent again after a reload it is still the same form. */
  key: string;
  typed: TypedRegistration;
}

/**
 * The form as far as it was filled in, for this dealer alone: personal data, which a reload keeps and which goes with the
 * tab and with the sign-out (SessionStore).
 */
@Service()
export class RegistrationDraft {
  private readonly session = inject(SessionStore).session;

  private get name(): string {
    return `registration-draft:${this.session()?.customer.customerId ?? ''}`;
  }

  load(): Draft | undefined {
    const kept = sessionStorage.getItem(this.name);
    return kept === null ? undefined : (JSON.parse(kept) as Draft);
  }

  save(draft: Draft): void {
    sessionStorage.setItem(this.name, JSON.stringify(draft));
  }

  forget(): void {
    sessionStorage.removeItem(this.name);
  }
}
