import { inject, Service } from '@angular/core';
import type {
  ChangeEmailRequest,
  ChangePhoneRequest,
  ContactChanges,
  CustomerContacts,
  CustomerLogin,
  Duplicates,
  FindDuplicatesRequest,
  OperatorAppointments,
  PostalAddresses,
  PutCustomerLoginRequest,
  RegisterCustomerRequest,
  RegisteredCustomer,
  RegistrationOptions,
} from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';

/** The requests of registration. */
@Service()
export class RegistrationClient {
  private readonly api = inject(ApiClient);

  options(): Promise<RegistrationOptions> {
    return this.api.get('/registration-options');
  }

  addressesOf(postalCode: string): Promise<PostalAddresses> {
    return this.api.get(`/postal-codes/${postalCode}`);
  }

  findDuplicates(request: FindDuplicatesRequest): Promise<Duplicates> {
    return this.api.post('/customers/duplicates', request);
  }

  register(request: RegisterCustomerRequest): Promise<RegisteredCustomer> {
    return this.api.post('/customers', request);
  }

  login(customerId: string): Promise<CustomerLogin> {
    return this.api.get(`/customers/${customerId}/login`);
  }

  putLogin(customerId: string, request: PutCustomerLoginRequest): Promise<CustomerLogin> {
    return this.api.put(`/customers/${customerId}/login`, request);
  }

  contacts(customerId: string): Promise<CustomerContacts> {
    return this.api.get(`/customers/${customerId}/contacts`);
  }

  changePhone(customerId: string, request: ChangePhoneRequest): Promise<CustomerContacts> {
    return this.api.post(`/customers/${customerId}/contacts/phones`, request);
  }

  changeEmail(customerId: string, request: ChangeEmailRequest): Promise<CustomerContacts> {
    return this.api.post(`/customers/${customerId}/contacts/emails`, request);
  }

  retireContact(customerId: string, contactId: string): Promise<CustomerContacts> {
    return this.api.post(`/customers/${customerId}/contacts/${contactId}/retirement`);
  }

  /** @param limit how many of the waiting changes to return */
  contactChanges(limit: number): Promise<ContactChanges> {
    return this.api.get(`/contact-change-requests?limit=${String(limit)}`);
  }

  decide(id: string, decision: 'approval' | 'refusal' | 'withdrawal', reason?: string): Promise<void> {
    return this.api.post(
      `/contact-change-requests/${id}/${decision}`,
      reason === undefined ? {} : { reason },
    );
  }

  operatorAppointments(): Promise<OperatorAppointments> {
    return this.api.get('/operator-appointments');
  }

  decideOperator(customerId: string, decision: 'approval' | 'refusal'): Promise<void> {
    return this.api.post(`/customers/${customerId}/operator-${decision}`);
  }

  sendSetupMail(customerId: string): Promise<CustomerLogin> {
    return this.api.post(`/customers/${customerId}/login/setup-mail`);
  }
}
