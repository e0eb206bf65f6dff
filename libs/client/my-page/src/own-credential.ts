import { inject } from '@angular/core';
import type { OwnCredential } from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';
import { fetched, type Fetched } from '@daiko/client-ui';

/** The login information of the logged-in customer, loaded once for the page. */
export function fetchOwnCredential(): Fetched<OwnCredential> {
  const api = inject(ApiClient);
  return fetched(() => api.get<OwnCredential>('/credential'));
}
