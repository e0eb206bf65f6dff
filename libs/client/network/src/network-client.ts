import { inject, Service } from '@angular/core';
import type {
  CustomerCard,
  CustomerChildren,
  CustomerCounts,
  CustomerFilter,
  CustomerMove,
  CustomerPage,
  CustomerSearch,
  ExportLosses,
  Network,
} from '@daiko/contracts';
import { ApiClient, queryOf } from '@daiko/client-session';

/** The requests about the viewer's own network. */
@Service()
export class NetworkClient {
  private readonly api = inject(ApiClient);

  network(): Promise<Network> {
    return this.api.get('/customers/network');
  }

  search(search: CustomerSearch): Promise<CustomerPage> {
    return this.api.get(`/customers${queryOf(search)}`);
  }

  counts(filter: CustomerFilter): Promise<CustomerCounts> {
    return this.api.get(`/customers/counts${queryOf(filter)}`);
  }

  losses(filter: CustomerFilter): Promise<ExportLosses> {
    return this.api.get(`/customers/export-losses${queryOf(filter)}`);
  }

  card(customerId: string): Promise<CustomerCard> {
    return this.api.get(`/customers/${customerId}`);
  }

  children(customerId: string, after?: string): Promise<CustomerChildren> {
    return this.api.get(`/customers/${customerId}/children${queryOf({ after })}`);
  }

  previewMove(customerId: string, parentCustomerId: string): Promise<CustomerMove> {
    return this.api.get(`/customers/${customerId}/move${queryOf({ parentCustomerId })}`);
  }

  move(customerId: string, parentCustomerId: string): Promise<CustomerMove> {
    return this.api.post(`/customers/${customerId}/move`, { parentCustomerId });
  }

  /** @param reason kept in the audit trail */
  reopenRecovery(customerId: string, reason: string): Promise<void> {
    return this.api.post(`/customers/${customerId}/recovery-reopening`, { reason });
  }

  /** @param reason kept in the audit trail */
  removePasskeys(customerId: string, reason: string): Promise<void> {
    return this.api.post(`/customers/${customerId}/passkey-removal`, { reason });
  }
}
