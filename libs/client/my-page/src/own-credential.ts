import { inject, resource, type ResourceRef } from '@angular/core';
import type { OwnCredential } from '@daiko/contracts';
import { ApiClient } from '@daiko/client-session';

/** The signed-in customer's login information, fetched once for the page that asks. */
export function fetchOwnCredential(): ResourceRef<OwnCredential | undefined> {
  const api = inject(ApiClient);
  return resource({ loader: () => api.get<OwnCredential>('/credential') });
}
