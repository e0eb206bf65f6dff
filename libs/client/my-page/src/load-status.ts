import type { Resource } from '@angular/core';
import type { LoadStatus } from '@daiko/client-ui';

/** What a card shows of something fetched. What was there stays while it is fetched again. */
export function loadStatus<T>(
  resource: Resource<T | undefined>,
  isEmpty?: (value: T) => boolean,
): LoadStatus {
  if (resource.status() === 'error') return 'error';
  const value = loadedValue(resource);
  if (value === undefined) return 'loading';
  return isEmpty?.(value) ? 'empty' : 'filled';
}

/** The value, or undefined while there is none: reading a failed resource throws. */
export function loadedValue<T>(resource: Resource<T | undefined>): T | undefined {
  return resource.status() === 'error' ? undefined : resource.value();
}
