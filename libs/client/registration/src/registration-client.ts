import { inject, Service } from '@angular/core';
import type {
  CustomerLogin,
  Duplicates,
  FindDuplicatesRequest,
  PostalAddresses,
  PutCustomerLoginRequest,
  RegisterCustomerRequest,
  RegisteredCustomer,
  RegistrationOptions,
} from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';

/** The routes of registration. */
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

  sendSetupMail(customerId: string): Promise<CustomerLogin> {
    return this.api.post(`/customers/${customerId}/login/setup-mail`);
  }
}
