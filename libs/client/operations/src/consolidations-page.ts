import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { ConsolidationEntry } from '@daiko/contracts';
import { FailureNotice, HeadingFocus, SubmitState } from '@daiko/client-forms';
import {
  Badge,
  ErrorSummary,
  fetched,
  formatDateTime,
  LoadState,
  Notice,
  SectionBar,
} from '@daiko/client-ui';
import { ImportClient } from './import-client';

/** 統合の取り消し: the latest consolidations; each can be undone for 30 days (一覧 → 確認 → 完了). */
@Component({
  selector: 'app-consolidations-page',
  imports: [Badge, ErrorSummary, FailureNotice, HeadingFocus, LoadState, Notice, RouterLink, SectionBar],
  providers: [SubmitState],
  templateUrl: './consolidations-page.html',
})
export class ConsolidationsPage {
  private readonly client = inject(ImportClient);
  protected readonly submits = inject(SubmitState);
  protected readonly list = fetched(
    () => this.client.consolidations(),
    ({ consolidations }) => consolidations.length === 0,
  );
  protected readonly entries = computed(() => this.list.value()?.consolidations ?? []);
  protected readonly chosen = signal<ConsolidationEntry | null>(null);
  protected readonly step = signal<'list' | 'check' | 'done'>('list');
  protected readonly time = (instant: string | null) => (instant === null ? '' : formatDateTime(instant));

  protected check(entry: ConsolidationEntry): void {
    this.submits.clear();
    this.chosen.set(entry);
    this.step.set('check');
  }

  protected async back(): Promise<void> {
    this.submits.clear();
    this.step.set('list');
    await this.list.reload();
  }

  protected async undo(): Promise<void> {
    const { id = '' } = this.chosen() ?? {};
    await this.submits.attempt({
      at: 'undo',
      refused: [],
      send: () => this.client.undo(id),
      accepted: () => this.step.set('done'),
    });
  }
}
