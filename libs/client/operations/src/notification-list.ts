import { Component, computed, type ElementRef, inject, signal, viewChild } from '@angular/core';
import { CHANNEL_NAMES, MESSAGE_KIND_NAMES, type LoggedNotification } from '@daiko/contracts';
import { failureText } from '@daiko/client-forms';
import { ApiProblem } from '@daiko/client-session';
import { Badge, formatClock, formatDate, LoadState, More } from '@daiko/client-ui';
import { causeOf } from './cause-of';
import { DeliveryOverviewState } from './delivery-overview-state';
import { LogFilters } from './log-filters';
import { STATE_WORDS } from './state-words';

/** 通知の一覧, with 再送 for messages that it still helps. */
@Component({
  selector: 'app-notification-list',
  imports: [Badge, LoadState, LogFilters, More],
  templateUrl: './notification-list.html',
})
export class NotificationList {
  protected readonly overview = inject(DeliveryOverviewState);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly outcome = viewChild.required<ElementRef<HTMLElement>>('outcome');

  protected readonly rows = computed(() => this.overview.log()?.notifications ?? []);
  protected readonly asked = signal<LoggedNotification | null>(null);
  protected readonly outcomeText = signal('');
  protected readonly busy = signal(false);
  protected readonly channels = CHANNEL_NAMES;
  protected readonly kinds = MESSAGE_KIND_NAMES;
  protected readonly words = STATE_WORDS;
  protected readonly clock = formatClock;
  protected readonly date = formatDate;
  /** `11月22日(日)` */
  protected readonly day = (instant: string) => formatDate(instant).replace(/^\d+年/, '');
  protected readonly causeOf = causeOf;

  protected ask(row: LoggedNotification): void {
    this.asked.set(row);
    this.dialog().nativeElement.showModal();
  }

  protected close(): void {
    this.dialog().nativeElement.close();
  }

  /** A second press while the first is in progress has no effect. */
  protected async resend(): Promise<void> {
    const row = this.asked();
    if (row === null || this.busy()) return;
    this.busy.set(true);
    this.outcomeText.set(await this.attempt(row));
    this.busy.set(false);
    this.close();
    // The pressed button disappears with its row, so the focus moves to a place near it.
    this.outcome().nativeElement.focus();
  }

  private async attempt(row: LoggedNotification): Promise<string> {
    try {
      await this.overview.resend(row);
      return `${row.target ?? '宛先'}への${this.kinds[row.kind]}を再送しました。`;
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      return failureText(error);
    }
  }
}
