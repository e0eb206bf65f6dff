import { inject, Service } from '@angular/core';
import type { RegisteredCustomer } from '@daiko/contracts';
import { draftName, SessionStore } from '@daiko/client-session';
import type { TypedRegistration } from './registration-form';

interface Draft {
  /** The key of the form: it stays the same when the form is sent again after a reload. */
  key: string;
  typed: TypedRegistration;
}

/**
 * The form as far as it was filled in, and the last issued お客様ID, only for this dealer. It is personal data, which
 * survives a reload and is deleted with the tab and at logout (SessionStore).
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

  /** The form was registered as a customer: a reload of 完了 shows the お客様ID again. */
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
