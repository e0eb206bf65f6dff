import { inject, Service } from '@angular/core';
import type { RegisteredCustomer } from '@daiko/contracts';
import { draftName, SessionStore } from '@daiko/client-session';
import type { TypedRegistration } from './registration-form';

interface Draft {
  /** Of the form: sent again after a reload it is still the same form. */
  key: string;
  typed: TypedRegistration;
}

/**
 * The form as far as it was filled in, and the お客様ID that was issued last, for this dealer alone: personal data, which a
 * reload keeps and which goes with the tab and with the sign-out (SessionStore).
 */
@Service()
export class RegistrationDraft {
  private readonly session = inject(SessionStore).session;

  private get customerId(): string {
    return this.session()?.customer.customerId ?? '';
  }

  private get name(): string {
    return draftName('registration', this.customerId);
  }

  private get resultName(): string {
    return `registered:${this.customerId}`;
  }

  load(): Draft | undefined {
    return read(this.name) as Draft | undefined;
  }

  save(draft: Draft): void {
    sessionStorage.setItem(this.name, JSON.stringify(draft));
  }

  forget(): void {
    sessionStorage.removeItem(this.name);
  }

  /** The form has become a customer: a reload of 完了 shows the お客様ID again. */
  close(registered: RegisteredCustomer | undefined): void {
    this.forget();
    sessionStorage.setItem(this.resultName, JSON.stringify(registered));
  }

  lastRegistered(): RegisteredCustomer | undefined {
    return read(this.resultName) as RegisteredCustomer | undefined;
  }
}

function read(name: string): unknown {
  const kept = sessionStorage.getItem(name);
  return kept === null ? undefined : JSON.parse(kept);
}
