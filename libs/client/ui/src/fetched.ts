import { signal, type Signal } from '@angular/core';
import type { LoadStatus } from './load-state';

/** Something fetched, as `ui-load-state` shows it. Smaller than Angular's `resource`, which would weigh on the login page. */
export interface Fetched<T> {
  status: Signal<LoadStatus>;
  /** The last answer; it stays while it is fetched again, and goes with an error. */
  value: Signal<T | undefined>;
  reload: () => Promise<void>;
}

/**
 * Fetches at once, and again at each `reload`; of several under way the last one counts.
 * @param load what may fail; the failure is the status `error`, with another try beside it.
 * @param isEmpty whether there is nothing to show in the answer.
 */
export function fetched<T>(load: () => Promise<T>, isEmpty: (value: T) => boolean = () => false): Fetched<T> {
  const status = signal<LoadStatus>('loading');
  const value = signal<T | undefined>(undefined);
  let latest = 0;
  const settle = (attempt: number, answer: T | undefined, reached: LoadStatus) => {
    if (attempt !== latest) return;
    value.set(answer);
    status.set(reached);
  };
  const reload = (): Promise<void> => {
    const attempt = ++latest;
    if (value() === undefined) status.set('loading');
    return load().then(
      (answer) => settle(attempt, answer, isEmpty(answer) ? 'empty' : 'filled'),
      () => settle(attempt, undefined, 'error'),
    );
  };
  void reload();
  return { status: status.asReadonly(), value: value.asReadonly(), reload };
}
