import { signal, type Signal } from '@angular/core';
import type { LoadStatus } from './load-state';

/**
 * Loaded data, as `ui-load-state` shows it. Smaller than Angular's `resource`, which would make the login page too
 * large.
 */
export interface Fetched<T> {
  status: Signal<LoadStatus>;
  /** The last answer. It stays while the data is loaded again, and is removed after an error. */
  value: Signal<T | undefined>;
  reload: () => Promise<void>;
}

/**
 * Loads immediately, and again at each `reload`. If several requests are in progress, the last one counts.
 * @param load may fail; a failure is the status `error`, with a button to try again.
 * @param isEmpty whether the answer contains nothing to show.
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
