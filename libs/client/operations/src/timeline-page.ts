import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import {
  AUDIT_EVENT_FACTS,
  AUDIT_KIND_NAMES,
  AUDIT_KINDS,
  type AuditKind,
  type TimelineEntry,
} from '@daiko/contracts';
import { ApiProblem } from '@daiko/client-session';
import {
  Badge,
  formatClock,
  formatDate,
  Icon,
  LoadState,
  More,
  SectionBar,
  type LoadStatus,
} from '@daiko/client-ui';
import { OperationsClient } from './operations-client';
import { actorText, detailLines } from './timeline-words';

/**
 * 操作履歴: what a customer did, and what other users did for the customer. Looking at this page is also recorded in it.
 */
@Component({
  selector: 'app-timeline-page',
  imports: [Badge, Icon, LoadState, More, RouterLink, SectionBar],
  templateUrl: './timeline-page.html',
})
export class TimelinePage {
  readonly customerId = input.required<string>();
  /** From the URL: the filter of the list. */
  readonly kind = input<string>();

  private readonly client = inject(OperationsClient);
  protected readonly actor = actorText;
  protected readonly details = detailLines;
  protected readonly clock = formatClock;

  protected readonly chosen = computed(() => AUDIT_KINDS.find((one) => one === this.kind()));
  protected readonly counters = [
    { kind: null, text: 'すべて' },
    ...AUDIT_KINDS.map((kind) => ({ kind, text: AUDIT_KIND_NAMES[kind] })),
  ];

  protected readonly customerName = signal<string | null>(null);
  protected readonly entries = signal<readonly TimelineEntry[]>([]);
  /** The entries grouped by day; both the days and the entries are newest first. */
  protected readonly days = computed(() => {
    const days = new Map<string, TimelineEntry[]>();
    for (const entry of this.entries()) {
      const date = formatDate(entry.at);
      days.set(date, [...(days.get(date) ?? []), entry]);
    }
    return [...days].map(([date, entries]) => ({ date, entries }));
  });
  protected readonly next = signal<string | null>(null);
  protected readonly status = signal<LoadStatus>('loading');

  constructor() {
    effect(() => {
      const [customerId, kind] = [this.customerId(), this.chosen()];
      untracked(() => void this.load(customerId, kind));
    });
  }

  protected nameOf({ event }: TimelineEntry): string {
    return AUDIT_EVENT_FACTS[event].name;
  }

  /** Loads the newest page, or the page after those that are shown. */
  protected async load(customerId: string, kind: AuditKind | undefined, before?: string): Promise<void> {
    if (before === undefined) this.status.set('loading');
    try {
      const page = await this.client.timeline(customerId, kind, before);
      if (customerId !== this.customerId() || kind !== this.chosen()) return;
      this.customerName.set(page.customerName);
      this.entries.update((shown) => (before === undefined ? page.entries : [...shown, ...page.entries]));
      this.next.set(page.next);
      this.status.set(this.entries().length === 0 ? 'empty' : 'filled');
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      this.status.set('error');
    }
  }

  protected print(): void {
    window.print();
  }
}
