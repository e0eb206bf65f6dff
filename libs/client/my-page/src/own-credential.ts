import { inject } from '@angular/core';
import type { OwnCredential } from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';
import { fetched, type Fetched } from '@daiko/client-ui';

/** The signed-in customer's login information, fetched once for the page that asks. */
export function fetchOwnCredential(): Fetched<OwnCredential> {
  const api = inject(ApiClient);
  return fetched(() => api.get<OwnCredential>('/credential'));
}
