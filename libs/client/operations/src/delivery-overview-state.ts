import { computed, inject, Service, signal } from '@angular/core';
import type { DeliveryOverview, LoggedNotification, NotificationLog } from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import type { LoadStatus } from '@daiko/client-ui';
import { OperationsClient, type LogFilter } from './operations-client';

/**
 * The data that the page 通知の運用 shows. It stays while it is loaded again, and also if that fails. Provided by the
 * page.
 */
@Service({ autoProvided: false })
export class DeliveryOverviewState {
  private readonly client = inject(OperationsClient);
  private readonly situation = signal<DeliveryOverview | undefined>(undefined);
  private readonly list = signal<NotificationLog | undefined>(undefined);
  private readonly lost = signal(false);
  private filter: LogFilter = {};

  readonly overview = this.situation.asReadonly();
  readonly log = this.list.asReadonly();
  /** The last request failed, so the data is older than it should be. */
  readonly stale = this.lost.asReadonly();
  readonly status = computed((): LoadStatus => {
    if (this.situation() !== undefined) return 'filled';
    return this.lost() ? 'error' : 'loading';
  });
  readonly listStatus = computed((): LoadStatus => {
    const log = this.list();
    if (log === undefined) return this.lost() ? 'error' : 'loading';
    return log.notifications.length === 0 ? 'empty' : 'filled';
  });

  /** Loads everything again. It does not reject: a failed request shows in `stale`. */
  async look(): Promise<void> {
    const { filter } = this;
    try {
      const [overview, log] = await Promise.all([this.client.overview(), this.client.notifications(filter)]);
      this.situation.set(overview);
      if (filter === this.filter) this.list.update((shown) => (shown ? renewed(shown, log) : log));
      this.lost.set(false);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.lost.set(true);
    }
  }

  /** Loads the list again with another filter. */
  async narrow(filter: LogFilter): Promise<void> {
    this.filter = filter;
    this.list.set(undefined);
    await this.look();
  }

  /** さらに表示. */
  async more(): Promise<void> {
    const { filter } = this;
    const after = this.list()?.next;
    if (after === null || after === undefined) return;
    const page = await this.client.notifications(filter, after);
    if (filter !== this.filter) return;
    this.list.update(
      (shown) => shown && { ...page, notifications: [...shown.notifications, ...page.notifications] },
    );
  }

  async resend({ id }: LoggedNotification): Promise<void> {
    await this.client.resend(id);
    await this.look();
  }
}

/**
 * The first page as loaded again, followed by the older entries that were shown already, as far as they still connect
 * to it.
 */
export function renewed(shown: NotificationLog, first: NotificationLog): NotificationLog {
  const last = first.notifications.at(-1);
  const joint = shown.notifications.findIndex(({ id }) => id === last?.id);
  const older = joint < 0 ? [] : shown.notifications.slice(joint + 1);
  if (older.length === 0) return first;
  return { ...first, notifications: [...first.notifications, ...older], next: shown.next };
}
