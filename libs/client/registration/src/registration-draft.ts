import { inject, Service } from '@angular/core';
import { SessionStore } from '@daiko/client-session';
import type { TypedRegistration } from './registration-form';

interface Draft {
  /** Of the form: sent again after a reload it is still the same form. */
  key: string;
  typed: TypedRegistration;
}

/** The form as far as it was filled in, on this device and for this dealer alone, until it is registered or given up. */
@Service()
export class RegistrationDraft {
  private readonly session = inject(SessionStore).session;

  private get name(): string {
    return `registration-draft:${this.session()?.customer.customerId ?? ''}`;
  }

  load(): Draft | undefined {
    const kept = localStorage.getItem(this.name);
    return kept === null ? undefined : (JSON.parse(kept) as Draft);
  }

  save(draft: Draft): void {
    localStorage.setItem(this.name, JSON.stringify(draft));
  }

  forget(): void {
    localStorage.removeItem(this.name);
  }
}
