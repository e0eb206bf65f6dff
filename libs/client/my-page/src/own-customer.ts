import { inject } from '@angular/core';
import type { OwnCustomer } from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';
import { fetched, type Fetched } from '@daiko/client-ui';

/** お客様情報, loaded once by the page for all of its cards. */
export function fetchOwnCustomer(): Fetched<OwnCustomer> {
  const api = inject(ApiClient);
  return fetched(() => api.get<OwnCustomer>('/customers/me'));
}
